import type { ColumnSummary, TableCell, TreeEntry, TreeNode, ValueRef } from '../outputs.ts';
import type { DelimitedFormat } from './delimited.ts';
import type { TableQuery } from './table-query.ts';

/** What the page may ask a kernel about values that are shown. */
export type Question =
	/** A page of what is inside a value. */
	| { readonly ask: 'entries'; readonly ref: ValueRef; readonly from: number; readonly count: number }
	/** What a getter gives: the only question that runs code of cells. */
	| { readonly ask: 'getter'; readonly ref: ValueRef }
	/** A page of a table's rows. */
	| {
			readonly ask: 'rows';
			readonly ref: ValueRef;
			readonly query: TableQuery;
			readonly from: number;
			readonly count: number;
	  }
	/** What a column holds. */
	| { readonly ask: 'summary'; readonly ref: ValueRef; readonly column: number }
	/** A page of a table's rows as text for other programs. */
	| {
			readonly ask: 'text';
			readonly ref: ValueRef;
			readonly query: TableQuery;
			readonly from: number;
			readonly count: number;
			readonly format: DelimitedFormat;
	  };

export type Answer =
	/** The kernel has the value no longer, or never had it. */
	| { readonly kind: 'gone' }
	| {
			readonly kind: 'entries';
			readonly entries: readonly TreeEntry[];
			/** Where the next page begins; null at the end. */
			readonly next: number | null;
			/** Places after this page. */
			readonly more: number;
	  }
	| { readonly kind: 'value'; readonly value: TreeNode }
	| {
			readonly kind: 'rows';
			readonly rows: readonly (readonly TableCell[])[];
			/** Rows that meet the filters. */
			readonly matching: number;
	  }
	| { readonly kind: 'summary'; readonly summary: ColumnSummary }
	| { readonly kind: 'text'; readonly text: string; readonly next: number | null };

/** Puts a question to the kernel that a notebook has now; «gone» where there is none. Never rejects. */
export type Inspect = (question: Question) => Promise<Answer>;
