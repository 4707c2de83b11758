import type { TypeIndex } from './type-pack.ts';

/** A code cell as the service sees it. */
export interface TypedCell {
	readonly id: string;
	readonly text: string;
}

/** What the worker must know before anything else. */
export interface OpenTypes {
	readonly index: TypeIndex;
	/** Address of each pack: JSON, deflated without a header. */
	readonly packUrls: Readonly<Record<string, string>>;
}

/** The change since the last update: the order of all code cells, and the texts of those that are new or other. */
export interface CellsUpdate {
	readonly order: readonly string[];
	readonly changed: readonly TypedCell[];
}

/** A place in a cell; offsets count UTF-16 units from 0. */
export interface CellPlace {
	readonly cell: string;
	readonly offset: number;
}

export interface CellRange {
	readonly from: number;
	readonly to: number;
}

/** What a proposed name is; the editor draws a sign for each. */
export type CompletionKind =
	| 'class'
	| 'constant'
	| 'enum'
	| 'function'
	| 'interface'
	| 'keyword'
	| 'method'
	| 'namespace'
	| 'property'
	| 'text'
	| 'type'
	| 'variable';

export interface Completion {
	readonly label: string;
	readonly kind: CompletionKind;
	/** Likelier (1) or less likely (-1) than the rest. */
	readonly rank: number;
	readonly isDeprecated: boolean;
}

export interface Completions {
	/** The part of the text that a choice replaces. */
	readonly replaces: CellRange;
	readonly items: readonly Completion[];
}

/** Prose about a name: Markdown of the doc comment, then its tags. */
export interface Description {
	/** The declaration, as TypeScript. */
	readonly signature: string;
	readonly prose: string;
	readonly tags: readonly { readonly name: string; readonly text: string }[];
}

export interface HoverAnswer extends Description {
	readonly range: CellRange;
}

export interface SignatureAnswer {
	readonly name: string;
	readonly parameters: readonly { readonly text: string; readonly prose: string }[];
	/** What stands before, between and behind the parameters. */
	readonly before: string;
	readonly between: string;
	readonly after: string;
	/** The parameter that is being written. */
	readonly active: number;
	readonly prose: string;
	/** Place among the overloads, from 1, and how many there are. */
	readonly overload: { readonly number: number; readonly total: number };
}

/** Why a problem is one, where the notebook knows better than the compiler. */
export type ProblemReason =
	| { readonly kind: 'defined below'; readonly name: string; readonly cell: string }
	| { readonly kind: 'no such module'; readonly specifier: string; readonly available: readonly string[] };

export interface Problem extends CellRange {
	readonly severity: 'error' | 'warning';
	/** The compiler's number. */
	readonly code: number;
	readonly message: string;
	readonly reason: ProblemReason | null;
}

export interface Definition extends CellRange {
	readonly cell: string;
}

/** What the worker offers. A cell that it does not know has no completions, no problems, nothing. */
export type TypesContract = {
	readonly open: { params: OpenTypes; result: null };
	readonly update: { params: CellsUpdate; result: null };
	readonly complete: { params: CellPlace; result: Completions | null };
	readonly describe: { params: CellPlace & { readonly label: string }; result: Description | null };
	readonly hover: { params: CellPlace; result: HoverAnswer | null };
	readonly signature: { params: CellPlace; result: SignatureAnswer | null };
	readonly define: { params: CellPlace; result: Definition | null };
	readonly problems: { params: { readonly cell: string }; result: readonly Problem[] };
};
