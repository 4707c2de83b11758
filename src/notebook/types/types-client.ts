import { PlatformError } from '#base/errors.ts';
import { Peer } from '#engine/rpc.ts';
import type { OpenTypes, TypedCell, TypesContract } from './contract.ts';

/** What can be asked about cells. */
export type TypesQuestion = Exclude<keyof TypesContract, 'open' | 'update'>;

/**
 * The page's side of the types worker: keeps the worker's copy of the notebook in step, and asks. What has changed is
 * sent before each question, so that no answer is about less than the learner sees. Who types on gives the question up:
 * its answer may be about the later text.
 */
export class TypesClient {
	/** Resolves when the worker has died or {@link close} was called. */
	readonly ended: Promise<void>;
	readonly #worker: Worker;
	readonly #peer: Peer<Record<never, never>, TypesContract>;
	readonly #sent = new Map<string, string>();
	#order: readonly string[] = [];
	#end!: () => void;

	/** @param worker a `types.worker.ts` just started */
	constructor(worker: Worker, open: OpenTypes) {
		this.#worker = worker;
		this.#peer = new Peer(worker, {});
		this.ended = new Promise((resolve) => (this.#end = resolve));
		worker.addEventListener('error', (event) => {
			event.preventDefault();
			this.close(
				new PlatformError('TypesNotLoaded', `The types worker died: ${event.message || 'no reason given'}.`)
			);
		});
		// A failure shows in the questions that follow.
		this.#peer.call('open', open).catch(() => undefined);
	}

	/** Asks about a notebook as it is now. Rejects when `stop` is aborted, or the worker has died. */
	ask<Q extends TypesQuestion>(
		question: Q,
		params: TypesContract[Q]['params'],
		cells: readonly TypedCell[],
		stop?: AbortSignal
	): Promise<TypesContract[Q]['result']> {
		this.#update(cells);
		return this.#peer.call(question, params, { stop });
	}

	/** Ends the worker; every question under way rejects. */
	close(reason: unknown = new PlatformError('ConnectionClosed', 'The notebook was closed.')): void {
		this.#peer.close(reason);
		this.#worker.terminate();
		this.#end();
	}

	#update(cells: readonly TypedCell[]): void {
		const changed = cells.filter(({ id, text }) => this.#sent.get(id) !== text);
		const order = cells.map(({ id }) => id);
		const isSame = order.length === this.#order.length && order.every((id, i) => id === this.#order[i]);
		if (changed.length === 0 && isSame) return;
		this.#sent.clear();
		for (const { id, text } of cells) this.#sent.set(id, text);
		this.#order = order;
		this.#peer.call('update', { order, changed }).catch(() => undefined);
	}
}
