import type { Output } from '../outputs.ts';
import type { Answer, Question } from '../values/questions.ts';
import type { Variable } from './variables.ts';

export interface RunRequest {
	readonly cellId: string;
	/** Counts the runs of this kernel from 1, as Jupyter's In [n]. */
	readonly run: number;
	readonly source: string;
	/** Width in CSS pixels that a plot may take; cells see it as `width`. */
	readonly width: number;
	/** Whether the page is dark; plots take their ink from it. */
	readonly dark: boolean;
}

export interface RunResult {
	readonly status: 'ok' | 'error' | 'interrupted';
	/** Names that the cell defines and names from outside that it uses. */
	readonly defines: readonly string[];
	readonly uses: readonly string[];
	/** Names of other cells to which it gives another value. */
	readonly assigns?: readonly string[];
	readonly durationMs: number;
}

/** What the kernel's worker offers to the page. `alive` is the frame's mark: as long as it stands, the cell may run. */
export type KernelContract = {
	run: {
		params: { readonly request: RunRequest; readonly alive: string };
		result: RunResult;
		note: readonly Output[];
	};
	/** Stops what waits: the running cell, its timers, its requests. A busy loop learns it from its `alive` mark. */
	interrupt: { params: { readonly alive: string }; result: null };
	/** Looks into a value that is shown. A busy kernel answers when it comes to it. */
	inspect: { params: Question; result: Answer };
	/** The names that cells have defined. A busy kernel answers when it comes to it. */
	variables: { params: null; result: readonly Variable[] };
};

/** What the page offers to the kernel: the allow-list in person. */
export type KernelHostContract = {
	/** Source text of an ES module that cells may import; rejects with a UserError naming those that there are. */
	module: { params: { readonly specifier: string }; result: { readonly source: string } };
	/** A file of the lesson; rejects with a UserError naming those that there are. */
	file: { params: { readonly name: string }; result: { readonly bytes: Uint8Array } };
};

/** What a session offers besides: a place for what a cell's timers say after the cell has ended. */
export type SessionContract = KernelHostContract & {
	late: { params: { readonly cellId: string; readonly outputs: readonly Output[] }; result: null };
};
