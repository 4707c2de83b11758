import { PlatformError } from '#base/errors.ts';
import type { RegionEvent, RegionSnapshot } from '#sim/events.ts';
import type { RegionSettings } from '#sim/settings/region-settings.ts';
import type { RequestPath } from '#sim/paths/request-path.ts';
import { Emitter } from '#base/emitter.ts';
import type { AccountPlace, RegionContract, RegionPageContract } from './region-contract.ts';
import type { WorkerLike } from './late-worker.ts';
import { Peer } from './rpc.ts';

/** The page's side of the region's worker. */
export class RegionClient {
	/** Says why when another tab took the account over. */
	readonly lost = new Emitter<string>();
	readonly #peer: Peer<RegionPageContract, RegionContract>;

	/**
	 * @param worker a `region.worker.ts` just started
	 * @param runSandbox opens a sandbox for a program that speaks on the port, and takes it away when told to stop; resolves
	 * with the reason when it has ended by itself
	 */
	constructor(worker: WorkerLike, runSandbox: (port: MessagePort, stop: AbortSignal) => Promise<string>) {
		this.#peer = new Peer<RegionPageContract, RegionContract>(worker, {
			lost: ({ reason }) => {
				this.lost.emit(reason);
				return null;
			},
			sandbox: async ({ port }, { stop }) => ({ reason: await runSandbox(port, stop) })
		});
		worker.addEventListener('error', (event) => {
			const reason = `The region's worker died: ${event.message || 'no reason given'}.`;
			this.#peer.close(
				new PlatformError('RegionDied', reason, { hint: 'Reload the page: what S3 holds is safe.' })
			);
			this.lost.emit(reason);
		});
	}

	/**
	 * Opens the account here, its clock at `speed`, and says where it lies. Null where another tab has it; `takeOver` takes
	 * it from that tab.
	 */
	async open(takeOver: boolean, speed: number): Promise<AccountPlace | null> {
		return (await this.#peer.call('open', { takeOver, speed })).place;
	}

	/** Hears a snapshot first and every change from then on; returns the end of it. */
	watch(
		onSnapshot: (snapshot: RegionSnapshot) => void,
		onEvents: (events: readonly RegionEvent[], now: number) => void
	): () => void {
		return untilEnded((stop) =>
			this.#peer.call('watch', null, {
				stop,
				onNote: (note) => ('snapshot' in note ? onSnapshot(note.snapshot) : onEvents(note.events, note.now))
			})
		);
	}

	/** Hears the ways of the latest requests first and of every request from then on; returns the end of it. */
	watchPaths(onPaths: (paths: readonly RequestPath[]) => void): () => void {
		return untilEnded((stop) => this.#peer.call('watchPaths', null, { stop, onNote: onPaths }));
	}

	/** An operation of the simulated cloud, input and output as in AWS's SDK. Rejects with an AwsError. */
	call(service: string, operation: string, input: unknown): Promise<unknown> {
		return this.#peer.call('call', { service, operation, input });
	}

	/** A port that speaks AWS's wire and nothing else, for code that is not trusted. */
	openWire(): MessagePort {
		const { port1, port2 } = new MessageChannel();
		this.#peer.call('connect', { port: port1 }, { transfer: [port1] }).catch(() => port2.close());
		return port2;
	}

	/** Takes the machine of a running job away, as when it dies on AWS. False if no such job runs. */
	killTrainingInstance(jobName: string): Promise<boolean> {
		return this.#peer.call('killTrainingInstance', { jobName });
	}

	/** The whole account as a zip. @param onProgress hears how many bytes of it there are */
	exportAccount(onProgress: (doneBytes: number) => void): Promise<Blob> {
		return this.#peer.call('exportAccount', null, { onNote: ({ doneBytes }) => onProgress(doneBytes) });
	}

	/** Puts the account of a zip in the place of this one. The page must be loaded anew when it resolves. */
	async importAccount(zip: Blob, onProgress: (doneBytes: number) => void): Promise<void> {
		const onNote = ({ doneBytes }: { readonly doneBytes: number }): void => onProgress(doneBytes);
		await this.#peer.call('importAccount', { zip }, { onNote });
	}

	/** Takes the place of all prices and quotas that were set. Rejects with a UserError that names what is wrong. */
	async changeSettings(settings: RegionSettings): Promise<void> {
		await this.#peer.call('changeSettings', settings);
	}

	/** Empties the account. */
	async reset(): Promise<void> {
		await this.#peer.call('reset', null);
	}
}

function untilEnded(watch: (stop: AbortSignal) => Promise<unknown>): () => void {
	const ending = new AbortController();
	// The end is either our own doing or told through `lost`.
	watch(ending.signal).catch(() => {});
	return () => ending.abort(new PlatformError('Stopped', 'No longer watching.'));
}
