import type { Emitter } from '#base/emitter.ts';

/** The sandbox that holds the kernel's worker. The page implements it with an opaque iframe. */
export interface KernelFrame {
	/**
	 * Ends the worker that there was and starts a fresh one, which speaks KernelContract on the one port and
	 * WireContract on the other. Resolves with the blob URL by which a running cell knows that it may go on.
	 */
	spawn(kernel: MessagePort, wire: MessagePort): Promise<string>;
	/** Takes that blob URL back, so that a busy cell stops; resolves with the next one. */
	revoke(): Promise<string>;
	/** The worker could not be started; the event says why. */
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
