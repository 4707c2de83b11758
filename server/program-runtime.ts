import { Program } from '#engine/program/program.ts';
import type { FromProgram, ToProgram } from '#engine/program/program-contract.ts';

/** What the process around gives this context. */
interface Doors {
	compile(parameters: readonly string[], body: string, path: string): (...given: unknown[]) => unknown;
	after(id: number, ms: number): void;
	cancel(id: number): void;
	now(): number;
	send(message: FromProgram): void;
}

/**
 * The program's side in its own context: everything that the learner's code meets is made here, of this context's own
 * objects. Built as one script whose value is this function.
 */
function begin({ compile, after, cancel, now, send }: Doors): object {
	const waiting = new Map<number, () => void>();
	let nextId = 1;
	const program = new Program({
		compile: (parameters, body, path) => compile(parameters, body, path),
		after: (ms, run) => {
			const id = nextId++;
			waiting.set(id, run);
			after(id, ms);
			return () => {
				waiting.delete(id);
				cancel(id);
			};
		},
		now: () => now(),
		send: (message) => send(message)
	});
	return {
		receive: (message: ToProgram) => program.receive(adopted(message) as ToProgram),
		crash: (reason: unknown) => program.crash(reason),
		rejected: (reason: unknown) => program.rejected(reason),
		fire: (id: number) => {
			const run = waiting.get(id);
			waiting.delete(id);
			run?.();
		}
	};
}

/** A copy made of this context's own objects: nothing of the process around may reach the learner's code. */
function adopted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (ArrayBuffer.isView(value)) return Uint8Array.from(value as Uint8Array);
	if (Array.isArray(value)) return Array.from(value as unknown[], adopted);
	return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, adopted(each)]));
}

(globalThis as unknown as { beginProgram: typeof begin }).beginProgram = begin;
