import type { ErrorKind } from '#base/errors.ts';

/** What a cell shows, in nbformat's manner: MIME bundles, so that export to .ipynb is exact. */

/** The richest form that a viewer knows is shown; `text/plain` is always there. An empty bundle takes a display away. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export const TABLE_MIME = 'application/vnd.sagebrush.table+json';
export const TREE_MIME = 'application/vnd.sagebrush.tree+json';
export const ARRAY_MIME = 'application/vnd.sagebrush.array+json';
export const PROGRESS_MIME = 'application/vnd.sagebrush.progress+json';
export const CONSOLE_MIME = 'application/vnd.sagebrush.console+json';
/** Goes beside a picture or drawing. */
export const PICTURE_MIME = 'application/vnd.sagebrush.picture+json';

/**
 * Names a value that stays in the kernel: `kernel-number`. It is good for questions to that kernel as long as the kernel
 * keeps the value; afterwards the answer is «gone».
 */
export type ValueRef = string;

export type TableCell = string | number | boolean | null;

export interface TableColumn {
	readonly name: string;
	readonly type: 'number' | 'string' | 'other';
}

/** Rows of plain values; `total` counts those that were cut off too. */
export interface TableData {
	readonly columns: readonly TableColumn[];
	readonly rows: readonly (readonly TableCell[])[];
	readonly total: number;
	/** The whole table in the kernel; absent where all rows are here and need no kernel. */
	readonly ref?: ValueRef;
	/** What the table is, e.g. `Dataset`; absent for an array of records. */
	readonly label?: string;
	/** One per column; absent where they must be asked for. */
	readonly summaries?: readonly ColumnSummary[];
}

/** What a column holds, over all rows of the table. */
export type ColumnSummary =
	| {
			readonly kind: 'number';
			readonly missing: number;
			/** NaN where every value is missing. */
			readonly min: number;
			readonly max: number;
			readonly mean: number;
			/** Counts in bins of equal width from `min` to `max`. */
			readonly bins: readonly number[];
	  }
	| {
			readonly kind: 'text';
			readonly missing: number;
			/** Different values; null where there are too many to count. */
			readonly distinct: number | null;
			/** The commonest values, at most three. */
			readonly top: readonly { readonly text: string; readonly count: number }[];
	  };

/** Numbers in an array or matrix, looked at as a whole. */
export interface ArrayData {
	/** e.g. `Float32Array` */
	readonly dtype: string;
	readonly shape: readonly number[];
	readonly summary: ColumnSummary & { readonly kind: 'number' };
	/** The values as a tree, with a reference for the rest. */
	readonly tree: TreeNode;
	/** A matrix as a grid of at most 64 × 64 cells, each the mean of what it stands for; row-major. */
	readonly heat?: { readonly rows: number; readonly columns: number; readonly values: readonly number[] };
}

/** A value as a tree of bounded depth and width; `more` counts the entries that were left out. */
export type TreeNode =
	| {
			readonly kind: 'leaf';
			readonly type: string;
			readonly text: string;
			/** Of a getter: asks the kernel to call it. */
			readonly ref?: ValueRef;
	  }
	| {
			readonly kind: 'branch';
			/** e.g. `Array(506)`, `Map(2)`, `Estimator` */
			readonly label: string;
			readonly entries: readonly TreeEntry[];
			readonly more: number;
			/** How the value is written in one line, where that is not its entries: functions, errors, promises. */
			readonly text?: string;
			/** Asks the kernel for the entries. */
			readonly ref?: ValueRef;
	  };

export interface TreeEntry {
	readonly key: string;
	readonly value: TreeNode;
}

export interface ProgressData {
	readonly done: number;
	/** 0 stands for «unknown». */
	readonly total: number;
	readonly label: string;
	/** Parts per second of late; absent or 0 while nobody knows. */
	readonly rate?: number;
	/** Since the beginning, ms. */
	readonly elapsedMs?: number;
	/** Until the end at that rate, ms; null where nobody knows. */
	readonly leftMs?: number | null;
	/** Over, whatever `done` says. */
	readonly isOver?: boolean;
}

export interface ConsoleData {
	readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
	readonly args: readonly TreeNode[];
	/** How often the line came in a row; absent for once. */
	readonly count?: number;
	/** Groups around the line; absent for none. */
	readonly depth?: number;
	/** The line is the head of a group, which stands open or folded at first. */
	readonly group?: 'open' | 'folded';
	/** Places in cells that led to the line, one a line. */
	readonly stack?: string;
}

/** What is said of a picture beside its bytes. */
export interface PictureData {
	/** In words, for those who do not see it; empty where the cell said none. */
	readonly alt: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
	/** Points of a chart that can be looked at one by one. */
	readonly points?: PointData;
}

/** The points of a chart: places in its own pixels, and what each stands for. */
export interface PointData {
	/** What the values are called, in the order of {@link values}. */
	readonly names: readonly string[];
	readonly x: readonly number[];
	readonly y: readonly number[];
	/** For each point its values, written out; null where the point has none of that name. */
	readonly values: readonly (readonly (string | null)[])[];
	/** Points that there are; more than those here where only some were taken. */
	readonly total: number;
}

export interface CellFrameData {
	readonly cellId: string;
	/** Name of the function; empty for the cell's own level. */
	readonly name: string;
	readonly line: number;
	readonly column: number;
}

export interface CellError {
	readonly kind: ErrorKind | 'unknown' | 'syntax' | 'interrupted';
	/** The error's name or AWS code: a heading in lessons/errors/ where it is one of ours. */
	readonly code: string;
	readonly message: string;
	readonly hint: string | null;
	/** 1-based place in the cell's source, null where it is not known. */
	readonly line: number | null;
	readonly column: number | null;
	/** Frames inside cells only, one a line. */
	readonly stack: string;
	/** The line of the cell's source at that place; absent where it is not known. */
	readonly lineText?: string;
	/** What led to the error, nearest first; absent for nothing. */
	readonly causes?: readonly { readonly code: string; readonly message: string }[];
	/** The same frames as in `stack`, innermost first; absent for none. */
	readonly frames?: readonly CellFrameData[];
}

export type Output =
	| {
			readonly type: 'stream';
			readonly name: 'stdout' | 'stderr';
			readonly text: string;
			/** Lines of output that were left out before this text; absent for none. */
			readonly skipped?: number;
	  }
	/** With a `displayId`, a later output of the same id takes the place of the earlier one. */
	| { readonly type: 'display'; readonly displayId: string | null; readonly data: MimeBundle }
	| { readonly type: 'result'; readonly data: MimeBundle }
	| { readonly type: 'error'; readonly error: CellError };
