import type { InferenceInstance } from '../ports.ts';
import { StopSource } from './stop-source.ts';

/** A training job under way, as those outside its procedure may touch it. */
export interface LiveJob {
	/** Asks it to stop and keep what it has learnt. */
	stop(): void;
	/** Takes its instance away; false while it has none. */
	kill(): boolean;
}

/** The serving container of one variant; rejects while it cannot start, and is tried again by the next request. */
export type LiveVariant = Promise<InferenceInstance>;

/** What dies with the process: running jobs and containers. Everything else is in the store. */
export interface Live {
	/** Aborted when the region closes. */
	readonly closing: StopSource;
	/** By job name. */
	readonly jobs: Map<string, LiveJob>;
	/** By the id of the endpoint and the variant's name. */
	readonly variants: Map<string, LiveVariant>;
	/** Ends the creation or deletion of an endpoint under way, by its id. */
	readonly endpoints: Map<string, StopSource>;
	/** What Kinesis' shards took and gave in their latest second, by shard and direction. */
	readonly shardWindows: Map<string, ShardWindow>;
	/** When each alarm was last evaluated, by its id: a minute may be evaluated again after a restart, with the same end. */
	readonly alarmChecks: Map<string, number>;
}

/** What a shard has taken or given in the second that began at `since`, of simulated time. */
export interface ShardWindow {
	since: number;
	calls: number;
	bytes: number;
}

/** Nothing runs yet. */
export function createLive(): Live {
	return {
		closing: new StopSource(),
		jobs: new Map(),
		variants: new Map(),
		endpoints: new Map(),
		shardWindows: new Map(),
		alarmChecks: new Map()
	};
}

/** Closes a container once it has started, or never did. */
export function closeVariant(variant: LiveVariant): void {
	variant.then(
		(instance) => instance.close(),
		() => {}
	);
}

/** Takes every instance away and ends the waits of endpoints, as when the account is emptied. */
export function endLive(live: Live, reason: unknown): void {
	for (const stop of live.endpoints.values()) stop.abort(reason);
	for (const job of live.jobs.values()) job.kill();
	for (const variant of live.variants.values()) closeVariant(variant);
	live.endpoints.clear();
	live.jobs.clear();
	live.variants.clear();
	live.shardWindows.clear();
	live.alarmChecks.clear();
}

/** Ends everything, for good: whoever hears of it must leave the stored state as it is. */
export function closeLive(live: Live, reason: unknown): void {
	live.closing.abort(reason);
	endLive(live, reason);
}
