import type { ToProgram } from './program-contract.ts';

/** Where one program runs, apart from everything: an enclosed frame in the page, a process of its own in Node. */
export interface Sandbox {
	post(message: ToProgram): void;
	/** Takes it away at once, with whatever runs in it. */
	close(): void;
}

/**
 * Opens a sandbox for one program. Messages may come before it has returned.
 * @param onMessage hears what comes out of it, unseen
 * @param onEnd hears once that it has ended by itself, and why
 */
export type OpenSandbox = (
	onMessage: (message: unknown) => void,
	onEnd: (reason: string) => void
) => Promise<Sandbox>;
