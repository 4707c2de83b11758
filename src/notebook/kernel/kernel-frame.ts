import type { Emitter } from '#base/emitter.ts';

/** The sandbox that holds the kernel's worker. The page implements it with an opaque iframe. */
export interface KernelFrame {
	/**
	 * Ends the worker that there was and starts a fresh one, which speaks KernelContract on the one port and
	 * WireContract on the other, both through a gate that stops floods. Resolves with the mark by which a running cell
	 * knows that it may go on: a blob URL that can be read, or `flag:` and the number in memory that both share.
	 */
	spawn(kernel: MessagePort, wire: MessagePort): Promise<string>;
	/** Takes that mark back, so that a busy cell stops; resolves with the next one. */
	revoke(): Promise<string>;
	/** The worker has ended by itself, could not be started, or flooded its gate; the event says why. */
	readonly died: Emitter<string>;
	close(): void;
}

/** What the page tells the frame, with ports for `spawn`; the answer has the same `id`. */
export interface FrameCommand {
	readonly id: number;
	readonly command: 'spawn' | 'revoke';
}

/** What the frame says. */
export type FrameMessage = { readonly id: number; readonly alive: string } | { readonly died: string };
