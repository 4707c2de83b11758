import type { RegionEvent, RegionSnapshot } from '#sim/events.ts';
import type { RegionSettings } from '#sim/settings/region-settings.ts';
import type { RequestPath } from '#sim/paths/request-path.ts';

/** Where the console hears of the region and speaks to it. */
export interface CloudSource {
	/**
	 * Watches the region: one snapshot first (another one after a reconnection), then events in batches with the
	 * simulated time of their sending. Returns the end of watching.
	 */
	watch(
		onSnapshot: (snapshot: RegionSnapshot) => void,
		onEvents: (events: readonly RegionEvent[], now: number) => void
	): () => void;
	/** Hears the ways of the latest requests, then of each that is answered; returns the end of it. */
	watchPaths(onPaths: (paths: readonly RequestPath[]) => void): () => void;
	/** Calls an operation as in AWS's SDK, e.g. `('sagemaker', 'DeleteEndpoint', { EndpointName })`. */
	call(service: string, operation: string, input: unknown): Promise<unknown>;
	/** Takes the place of all prices and quotas that were set; rejects with a UserError that names what is wrong. */
	changeSettings(settings: RegionSettings): Promise<void>;
	/** Takes the machine of a running training job away, as when it dies on AWS; false if no such job runs. */
	killTrainingInstance(jobName: string): Promise<boolean>;
}
