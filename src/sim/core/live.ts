import { StopSource } from './stop-source.ts';

/** A training job under way, as those outside its procedure may touch it. */
export interface LiveJob {
	/** Asks it to stop and keep what it has learnt. */
	stop(): void;
	/** Takes its instance away; false while it has none. */
	kill(): boolean;
}

/** A tuning job or AutoML job under way: it starts training jobs one after another. */
export interface LiveSearch {
	/** Starts nothing more and stops what it has started. */
	stop(): void;
}

/** One running instance of a variant, with its containers. */
export interface LiveInstance {
	/** Requests that it works on now. */
	readonly busy: number;
	/** Takes it away at once; requests under way fail. */
	close(): void;
}

/** What dies with the process: running jobs and containers. Everything else is in the store. */
export interface Live {
	/** Aborted when the region closes. */
	readonly closing: StopSource;
	/** By job name. */
	readonly jobs: Map<string, LiveJob>;
	/** By the name of the tuning job, or `automl/` and the name of the AutoML job. */
	readonly searches: Map<string, LiveSearch>;
	/** Instances of endpoints, by their fleet and number; an absent one is started by the next request. */
	readonly instances: Map<string, LiveInstance>;
	/** Ends the creation, change or deletion of an endpoint under way, by its id. */
	readonly endpoints: Map<string, StopSource>;
	/** Asynchronous requests under way, by their id, and the ids of endpoints whose queue waits for instances. */
	readonly asyncRuns: Set<string>;
	/** Lines of data capture that wait to be stored, by the folder that they go to. */
	readonly captured: Map<string, string[]>;
	/** Stops an execution of a pipeline, by its key. */
	readonly executions: Map<string, StopSource>;
	/** What Kinesis' shards took and gave in their latest second, by shard and direction. */
	readonly shardWindows: Map<string, ShardWindow>;
	/** When each alarm was last evaluated, by its id: a minute may be evaluated again after a restart, with the same end. */
	readonly alarmChecks: Map<string, number>;
	/** Firehose's buffers that somebody waits to deliver, and pulls from Kinesis under way. */
	readonly deliveries: Set<string>;
	/** Hear of each stream of Kinesis, by its ARN, to which records came. */
	readonly recordsCame: Set<(streamArn: string) => void>;
	/** Whether somebody looks at the alarms once a minute. */
	alarmWatch: boolean;
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
		searches: new Map(),
		instances: new Map(),
		asyncRuns: new Set(),
		captured: new Map(),
		endpoints: new Map(),
		executions: new Map(),
		shardWindows: new Map(),
		alarmChecks: new Map(),
		deliveries: new Set(),
		recordsCame: new Set(),
		alarmWatch: false
	};
}

/** Takes every instance away and ends the waits of endpoints, as when the account is emptied. */
export function endLive(live: Live, reason: unknown): void {
	for (const stop of live.endpoints.values()) stop.abort(reason);
	for (const search of live.searches.values()) search.stop();
	for (const stop of live.executions.values()) stop.abort(reason);
	for (const job of live.jobs.values()) job.kill();
	for (const instance of live.instances.values()) instance.close();
	live.endpoints.clear();
	live.executions.clear();
	live.jobs.clear();
	live.searches.clear();
	live.instances.clear();
	live.asyncRuns.clear();
	live.captured.clear();
	live.shardWindows.clear();
	live.alarmChecks.clear();
}

/** Ends everything, for good: whoever hears of it must leave the stored state as it is. */
export function closeLive(live: Live, reason: unknown): void {
	live.closing.abort(reason);
	endLive(live, reason);
}
