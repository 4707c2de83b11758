import { assertNever } from '#base/assert.ts';
import type {
	BucketView,
	EndpointView,
	LogLine,
	MeterLine,
	MetricPoint,
	ObjectView,
	RegionEvent,
	RegionSnapshot,
	TrainingJobView
} from '#sim/events.ts';
import type { RegionSettings } from '#sim/settings/region-settings.ts';

/** Everything that the region has told, by name. Never changed in place. */
export interface RegionView {
	readonly region: string;
	readonly accountId: string;
	readonly buckets: ReadonlyMap<string, BucketView>;
	readonly objects: ReadonlyMap<string, ObjectView>;
	readonly jobs: ReadonlyMap<string, TrainingJobView>;
	readonly metrics: ReadonlyMap<string, readonly MetricPoint[]>;
	readonly endpoints: ReadonlyMap<string, EndpointView>;
	readonly logs: ReadonlyMap<string, { group: string; stream: string; lines: readonly LogLine[] }>;
	readonly meter: ReadonlyMap<string, MeterLine>;
	readonly settings: RegionSettings;
}

/** Neither a group's nor a stream's name may hold a colon and a line end at once. */
export function streamKey(group: string, stream: string): string {
	return `${group}\n${stream}`;
}

function objectKey(bucket: string, key: string): string {
	return `${bucket}\n${key}`;
}

export function nothingYet(region = '', accountId = ''): RegionView {
	return {
		region,
		accountId,
		buckets: new Map(),
		objects: new Map(),
		jobs: new Map(),
		metrics: new Map(),
		endpoints: new Map(),
		logs: new Map(),
		meter: new Map(),
		settings: { prices: {}, quotas: {} }
	};
}

export function foldSnapshot(snapshot: RegionSnapshot): RegionView {
	return {
		region: snapshot.region,
		accountId: snapshot.accountId,
		buckets: new Map(snapshot.buckets.map((bucket) => [bucket.name, bucket])),
		objects: new Map(snapshot.objects.map((object) => [objectKey(object.bucket, object.key), object])),
		jobs: new Map(snapshot.trainingJobs.map((job) => [job.name, job])),
		metrics: new Map(Object.entries(snapshot.metrics)),
		endpoints: new Map(snapshot.endpoints.map((endpoint) => [endpoint.name, endpoint])),
		logs: new Map(snapshot.logs.map((log) => [streamKey(log.group, log.stream), log])),
		meter: new Map(snapshot.meter.map((line) => [line.id, line])),
		settings: snapshot.settings
	};
}

/** The view after a batch of events. What the batch does not touch is shared with the view before. */
export function foldEvents(view: RegionView, events: readonly RegionEvent[]): RegionView {
	const draft = new Draft(view);
	for (const event of events) draft.take(event);
	return draft.view;
}

/** Copies each map and list at most once a batch, however many events it has. */
class Draft {
	view: RegionView;
	readonly #copied = new Set<unknown>();

	constructor(view: RegionView) {
		this.view = view;
	}

	take(event: RegionEvent): void {
		switch (event.type) {
			case 'bucket':
				return this.#put('buckets', event.name, event.bucket);
			case 'object':
				return this.#put('objects', objectKey(event.bucket, event.key), event.object);
			case 'trainingJob':
				return this.#put('jobs', event.job.name, event.job);
			case 'metrics':
				return this.#put(
					'metrics',
					event.jobName,
					this.#longer(this.view.metrics.get(event.jobName), event.points)
				);
			case 'endpoint':
				return this.#put('endpoints', event.name, event.endpoint);
			case 'log': {
				const { group, stream, lines } = event;
				const key = streamKey(group, stream);
				return this.#put('logs', key, {
					group,
					stream,
					lines: this.#longer(this.view.logs.get(key)?.lines, lines)
				});
			}
			case 'meter':
				return this.#put('meter', event.line.id, event.line);
			case 'settings':
				this.view = { ...this.view, settings: event.settings };
				return;
			case 'notification':
			case 'changed':
				return;
			case 'reset':
				this.view = {
					...nothingYet(this.view.region, this.view.accountId),
					settings: this.view.settings
				};
				return;
			default:
				return assertNever(event);
		}
	}

	#put<K extends keyof Maps>(name: K, key: string, value: Maps[K] | null): void {
		const old = this.view[name] as ReadonlyMap<string, Maps[K]>;
		const map = this.#copied.has(old) ? (old as Map<string, Maps[K]>) : new Map(old);
		this.#copied.add(map);
		if (value === null) map.delete(key);
		else map.set(key, value);
		this.view = { ...this.view, [name]: map };
	}

	#longer<T>(old: readonly T[] | undefined, added: readonly T[]): readonly T[] {
		const list = old && this.#copied.has(old) ? (old as T[]) : [...(old ?? [])];
		this.#copied.add(list);
		for (const item of added) list.push(item);
		return list;
	}
}

type Maps = {
	[
		K in keyof RegionView as RegionView[K] extends ReadonlyMap<string, unknown> ? K : never
	]: RegionView[K] extends ReadonlyMap<string, infer V> ? V : never;
};
