import type { Output } from '../outputs.ts';

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
	readonly durationMs: number;
}

/** What the kernel's worker offers to the page. */
export type KernelContract = {
	run: { params: RunRequest; result: RunResult; note: Output };
};

/** What the page offers to the kernel: the allow-list in person. */
export type KernelHostContract = {
	/** Source text of an ES module that cells may import; rejects with a UserError naming those that there are. */
	module: { params: { readonly specifier: string }; result: { readonly source: string } };
	/** A file of the lesson; rejects with a UserError naming those that there are. */
	file: { params: { readonly name: string }; result: { readonly bytes: Uint8Array } };
};
