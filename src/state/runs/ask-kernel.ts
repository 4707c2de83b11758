import { toErrorRecord } from '#base/errors.ts';
import type { RunRequest, RunResult } from '#notebook/kernel/contract.ts';
import type { CellError, Output } from '#notebook/outputs.ts';
import type { KernelLike } from './kernel-like.ts';

/** What ends a run that the kernel cannot end any more. */
export interface Abandonment {
	/** Settled when the kernel was replaced while the run went on. */
	readonly abandoned: Promise<RunResult>;
}

/**
 * Runs a cell in the kernel; always settles: with the kernel's result, with its failure as an error output, or with
 * `abandoned`. What the cell's timers say after its end is passed on too, unless the run was abandoned.
 */
export async function askKernel(
	kernel: KernelLike,
	request: RunRequest,
	onOutput: (output: Output) => void,
	{ abandoned, now }: Abandonment & { readonly now: () => number }
): Promise<RunResult> {
	const startedAt = now();
	let isAbandoned = false;
	void abandoned.then(() => (isAbandoned = true));
	const hear = (output: Output): void => {
		if (!isAbandoned) onOutput(output);
	};
	try {
		return await Promise.race([kernel.run(request, hear), abandoned]);
	} catch (error) {
		onOutput({ type: 'error', error: kernelError(error) });
		return { status: 'error', defines: [], uses: [], durationMs: now() - startedAt };
	}
}

function kernelError(error: unknown): CellError {
	const { kind, code, message, hint } = toErrorRecord(error);
	return { kind, code, message, hint: hint ?? null, line: null, column: null, stack: '' };
}
