import type { ErrorKind } from '#base/errors.ts';

/** What a cell shows, in nbformat's manner: MIME bundles, so that export to .ipynb is exact. */

/** The richest form that a viewer knows is shown; `text/plain` is always there. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export const TABLE_MIME = 'application/vnd.sagebrush.table+json';
export const TREE_MIME = 'application/vnd.sagebrush.tree+json';
export const PROGRESS_MIME = 'application/vnd.sagebrush.progress+json';
export const CONSOLE_MIME = 'application/vnd.sagebrush.console+json';

/** Rows of plain values; `total` counts those that were cut off too. */
export interface TableData {
	readonly columns: readonly { readonly name: string; readonly type: 'number' | 'string' | 'other' }[];
	readonly rows: readonly (readonly (string | number | boolean | null)[])[];
	readonly total: number;
}

/** A value as a tree of bounded depth and width; `more` counts the entries that were left out. */
export type TreeNode =
	| { readonly kind: 'leaf'; readonly type: string; readonly text: string }
	| {
			readonly kind: 'branch';
			/** e.g. `Array(506)`, `Map(2)`, `Estimator` */
			readonly label: string;
			readonly entries: readonly { readonly key: string; readonly value: TreeNode }[];
			readonly more: number;
	  };

export interface ProgressData {
	readonly done: number;
	readonly total: number;
	readonly label: string;
}

export interface ConsoleData {
	readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
	readonly args: readonly TreeNode[];
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
}

export type Output =
	| { readonly type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
	/** With a `displayId`, a later output of the same id takes the place of the earlier one. */
	| { readonly type: 'display'; readonly displayId: string | null; readonly data: MimeBundle }
	| { readonly type: 'result'; readonly data: MimeBundle }
	| { readonly type: 'error'; readonly error: CellError };
