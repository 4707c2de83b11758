import type { FromProgram } from './program-contract.ts';

/** What the place that a program runs in gives it. */
export interface ProgramHost {
	/** A function of these parameters in the program's realm; `path` is its name in traces. @throws SyntaxError */
	compile(parameters: readonly string[], body: string, path: string): (...given: unknown[]) => unknown;
	/** Runs it once after so many real milliseconds, in a turn of its own; returns what takes it back. */
	after(ms: number, run: () => void): () => void;
	/** Real milliseconds, from any beginning. */
	now(): number;
	send(message: FromProgram): void;
}
