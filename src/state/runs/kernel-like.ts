import type { RunRequest, RunResult } from '#notebook/kernel/contract.ts';
import type { Variable } from '#notebook/kernel/variables.ts';
import type { Output } from '#notebook/outputs.ts';
import type { Answer, Question } from '#notebook/values/questions.ts';

export type KernelStatus = 'starting' | 'idle' | 'busy' | 'stopped';

/** The part of a kernel's session that a notebook needs: tests and previews can stand in for it. */
export interface KernelLike {
	readonly status: KernelStatus;
	readonly statusChanged: { on(listener: (status: KernelStatus) => void): () => void };
	/** Runs one cell; one at a time. Rejects only when the kernel itself fails. */
	run(request: RunRequest, onOutput: (output: Output) => void): Promise<RunResult>;
	/** Asks about a value that is shown. Never rejects. */
	inspect?(question: Question): Promise<Answer>;
	/** The names that cells have defined; null where the kernel is not idle. Never rejects. */
	variables?(): Promise<readonly Variable[] | null>;
	/** Stops the running cell; `respawned` means that the variables were lost on the way. */
	interrupt(): Promise<'interrupted' | 'respawned'>;
	/** A new kernel without variables. */
	restart(): Promise<void>;
	/** Ends the kernel for good. */
	dispose?(): void;
}
