import { Emitter } from '#base/emitter.ts';
import { billByTag, type TagBill } from '#sim/billing/bill-by-tag.ts';
import { billAt, type Bill, type BillItem } from '#sim/billing/bill.ts';
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
import type { RequestPath } from '#sim/paths/request-path.ts';
import type { CloudSource } from './cloud-source.ts';
import { foldEvents, foldSnapshot, nothingYet, streamKey, type RegionView } from './region-view.ts';

export interface LogStreamView {
	readonly group: string;
	readonly stream: string;
	readonly lines: readonly LogLine[];
}

const TICK_MS = 250;

/** The region as the console shows it: kept true by its events, with simulated time going on between them. */
export class CloudState {
	#view = $state.raw<RegionView>(nothingYet());
	#isConnected = $state.raw(false);
	#speed = $state.raw(1);
	#now = $state.raw(0);
	#watchers = 0;
	#timer: ReturnType<typeof setInterval> | null = null;
	/** Simulated time `#anchor.at` was at the monotonic time `#anchor.real`. */
	#anchor = { at: 0, real: 0 };
	readonly #heard = new Emitter<readonly RegionEvent[]>();
	readonly #source: CloudSource;
	readonly #realNow: () => number;
	readonly #unwatch: () => void;
	readonly #bill = $derived(billAt([...this.#view.meter.values()], this.#now, this.#view.settings.prices));

	/** @param realNow a monotonic clock in real milliseconds */
	constructor(source: CloudSource, realNow: () => number = () => performance.now()) {
		this.#source = source;
		this.#realNow = realNow;
		this.#unwatch = source.watch(
			(snapshot) => this.#take(snapshot),
			(events, now) => this.#apply(events, now)
		);
	}

	/** False until the first snapshot came. */
	get isConnected(): boolean {
		return this.#isConnected;
	}

	/** Simulated milliseconds since the epoch; goes on by itself while something runs or someone watches the time. */
	get now(): number {
		return this.#now;
	}

	/** Simulated milliseconds per real one. */
	get speed(): number {
		return this.#speed;
	}

	get region(): string {
		return this.#view.region;
	}

	get accountId(): string {
		return this.#view.accountId;
	}

	/** By name. */
	get buckets(): readonly BucketView[] {
		return [...this.#view.buckets.values()].sort((a, b) => compare(a.name, b.name));
	}

	/** The newest first. */
	get trainingJobs(): readonly TrainingJobView[] {
		return [...this.#view.jobs.values()].sort((a, b) => b.createdAt - a.createdAt);
	}

	get endpoints(): readonly EndpointView[] {
		return [...this.#view.endpoints.values()].sort((a, b) => b.createdAt - a.createdAt);
	}

	/** By group, then stream. */
	get logStreams(): readonly LogStreamView[] {
		return [...this.#view.logs.values()].sort(
			(a, b) => compare(a.group, b.group) || compare(a.stream, b.stream)
		);
	}

	get meter(): readonly MeterLine[] {
		return [...this.#view.meter.values()];
	}

	/** What everything would have cost until now. */
	get bill(): Bill {
		return this.#bill;
	}

	/** The bill divided by each tag key that anything on it has. */
	get billByTag(): readonly TagBill[] {
		return billByTag([...this.#view.meter.values()], this.#now, this.#view.settings.prices);
	}

	/** Prices and quotas in place of the dated defaults. */
	get settings(): RegionSettings {
		return this.#view.settings;
	}

	get runningJobs(): readonly TrainingJobView[] {
		return this.trainingJobs.filter((job) => job.status === 'InProgress' || job.status === 'Stopping');
	}

	/** Endpoints whose meter runs: they cost money until they are deleted. */
	get costlyEndpoints(): readonly { readonly endpoint: EndpointView; readonly perHour: number }[] {
		return this.endpoints.flatMap((endpoint) => {
			const perHour = this.#hosting(endpoint.name).reduce((sum, item) => sum + item.perHour, 0);
			return perHour > 0 ? [{ endpoint, perHour }] : [];
		});
	}

	/** Objects of a bucket in key order. */
	objectsOf(bucket: string): readonly ObjectView[] {
		return [...this.#view.objects.values()]
			.filter((object) => object.bucket === bucket)
			.sort((a, b) => compare(a.key, b.key));
	}

	job(name: string): TrainingJobView | null {
		return this.#view.jobs.get(name) ?? null;
	}

	/** Metric values of a job in the order in which they came. */
	metricsOf(jobName: string): readonly MetricPoint[] {
		return this.#view.metrics.get(jobName) ?? [];
	}

	logLines(group: string, stream: string): readonly LogLine[] {
		return this.#view.logs.get(streamKey(group, stream))?.lines ?? [];
	}

	/** US dollars that one endpoint would have cost until now. */
	costOfEndpoint(name: string): number {
		return this.#hosting(name).reduce((sum, item) => sum + item.cost, 0);
	}

	/** Hears each batch of events after it was taken in; returns the end of it. */
	onEvents(listener: (events: readonly RegionEvent[]) => void): () => void {
		return this.#heard.on(listener);
	}

	/** Hears the ways of the latest requests, then of each that is answered; returns the end of it. */
	watchPaths(listener: (paths: readonly RequestPath[]) => void): () => void {
		return this.#source.watchPaths(listener);
	}

	/** Lets time go on visibly until the returned function is called. */
	watchTime(): () => void {
		this.#watchers++;
		this.#arrangeTicking();
		let isWatching = true;
		return () => {
			if (isWatching) this.#watchers--;
			isWatching = false;
			this.#arrangeTicking();
		};
	}

	/** Calls an operation as in AWS's SDK; rejects with AWS's error. */
	call(service: string, operation: string, input: unknown): Promise<unknown> {
		return this.#source.call(service, operation, input);
	}

	/** Takes the place of all settings; rejects with a UserError that names what is wrong. */
	changeSettings(settings: RegionSettings): Promise<void> {
		return this.#source.changeSettings(settings);
	}

	/** Deletes an endpoint; rejects with AWS's error. */
	async deleteEndpoint(name: string): Promise<void> {
		await this.#source.call('sagemaker', 'DeleteEndpoint', { EndpointName: name });
	}

	/** Lets the machine of a running training job die, to see what becomes of the job. */
	async takeInstanceAway(jobName: string): Promise<void> {
		await this.#source.killTrainingInstance(jobName);
	}

	close(): void {
		this.#unwatch();
		if (this.#timer !== null) clearInterval(this.#timer);
		this.#timer = null;
	}

	#take(snapshot: RegionSnapshot): void {
		this.#view = foldSnapshot(snapshot);
		this.#speed = snapshot.speed;
		this.#isConnected = true;
		this.#setTime(snapshot.now);
		this.#arrangeTicking();
	}

	#apply(events: readonly RegionEvent[], now: number): void {
		this.#view = foldEvents(this.#view, events);
		this.#setTime(now);
		this.#arrangeTicking();
		this.#heard.emit(events);
	}

	#setTime(now: number): void {
		this.#anchor = { at: Math.max(now, this.#now), real: this.#realNow() };
		this.#now = this.#anchor.at;
	}

	#tick(): void {
		// An instant clock jumps only when events come.
		if (!Number.isFinite(this.#speed)) return;
		this.#now = this.#anchor.at + (this.#realNow() - this.#anchor.real) * this.#speed;
	}

	#arrangeTicking(): void {
		const isNeeded = this.#watchers > 0 || this.#isAnythingRunning();
		if (isNeeded && this.#timer === null) this.#timer = setInterval(() => this.#tick(), TICK_MS);
		if (isNeeded || this.#timer === null) return;
		clearInterval(this.#timer);
		this.#timer = null;
	}

	/** Storage runs always and is too slow to watch. */
	#isAnythingRunning(): boolean {
		return [...this.#view.meter.values()].some(
			(line) => line.endedAt === null && line.timed && line.service !== 'Storage'
		);
	}

	#hosting(endpointName: string): readonly BillItem[] {
		return this.#bill.items.filter((item) => item.service === 'Hosting' && item.resource === endpointName);
	}
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
