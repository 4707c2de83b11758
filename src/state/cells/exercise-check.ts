import type { RunResult } from '#notebook/kernel/contract.ts';
import type { CellError, Output } from '#notebook/outputs.ts';
import type { CellRun, CellState } from './cell.svelte.ts';
import type { CheckOutcome } from './check-outcome.ts';

/** Runs a check in the kernel of its cell. */
export type RunCheck = (check: string, onOutput: (output: Output) => void) => Promise<RunResult>;

/** Judges the exercise of a cell after its run: by its check, or, where the cell did not run through, by that. */
export async function checkExercise(cell: CellState, run: CellRun, runCheck: RunCheck): Promise<void> {
	const { exercise } = cell;
	if (!exercise) return;
	if (run.status !== 'ok') {
		const message = cell.outputs.error?.message ?? 'The cell was stopped before its end.';
		exercise.judge({ kind: 'error', message });
		return;
	}
	let complaint: CellError | null = null;
	const result = await runCheck(exercise.check, (output) => {
		if (output.type === 'error') complaint ??= output.error;
	});
	exercise.judge(outcomeOf(result, complaint));
}

function outcomeOf(result: RunResult, complaint: CellError | null): CheckOutcome {
	switch (result.status) {
		case 'ok':
			return { kind: 'pass' };
		case 'error':
			return {
				kind: 'fail',
				message: complaint?.message ?? 'The check was not content, and did not say why.'
			};
		case 'interrupted':
			return { kind: 'error', message: 'The check was stopped before its end.' };
	}
}
