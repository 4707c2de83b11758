import type { RegionEvent } from '#sim/events.ts';

export type ConsoleTab =
	'S3' | 'Training jobs' | 'Endpoints' | 'Resources' | 'Requests' | 'Metrics' | 'Logs' | 'Bill';

export const CONSOLE_TABS: readonly ConsoleTab[] = [
	'S3',
	'Training jobs',
	'Endpoints',
	'Resources',
	'Requests',
	'Metrics',
	'Logs',
	'Bill'
];

/**
 * Where the learner stands in the console. Until a tab is chosen by hand it follows what happens: the job that begins,
 * the endpoint that comes up.
 */
export class ConsoleView {
	#tab = $state.raw<ConsoleTab>('S3');
	#isFollowing = $state.raw(true);
	#jobName = $state.raw<string | null>(null);
	#prefix = $state.raw<{ bucket: string; prefix: string } | null>(null);
	#stream = $state.raw<{ group: string; stream: string } | null>(null);
	#resourceKind = $state.raw<string | null>(null);
	#known: readonly string[] = [];

	get tab(): ConsoleTab {
		return this.#tab;
	}

	get isFollowing(): boolean {
		return this.#isFollowing;
	}

	/** The job that is open, null for the list. */
	get jobName(): string | null {
		return this.#jobName;
	}

	/** The place in S3 that is open, null for the list of buckets. `prefix` is empty or ends in a slash. */
	get prefix(): { readonly bucket: string; readonly prefix: string } | null {
		return this.#prefix;
	}

	get stream(): { readonly group: string; readonly stream: string } | null {
		return this.#stream;
	}

	/** The kind of resources that is open, null for all kinds. */
	get resourceKind(): string | null {
		return this.#resourceKind;
	}

	/** A tab chosen by hand: the console stays there. */
	choose(tab: ConsoleTab): void {
		this.#tab = tab;
		this.#isFollowing = false;
	}

	follow(isFollowing: boolean): void {
		this.#isFollowing = isFollowing;
	}

	openJob(name: string | null): void {
		this.#jobName = name;
	}

	openPrefix(place: { bucket: string; prefix: string } | null): void {
		this.#prefix = place;
	}

	openResources(kind: string | null): void {
		this.#resourceKind = kind;
	}

	openStream(place: { group: string; stream: string } | null): void {
		this.#stream = place;
	}

	/** A job's log, from its page. */
	showLog(group: string, stream: string): void {
		this.choose('Logs');
		this.#stream = { group, stream };
	}

	/** Goes where something begins, while it follows. */
	hear(events: readonly RegionEvent[]): void {
		for (const event of events) {
			if (event.type === 'reset') this.#forget();
			else if (event.type === 'trainingJob' && event.job.status === 'InProgress') {
				this.#goTo('Training jobs', `job ${event.job.name}`, () => this.openJob(event.job.name));
			} else if (event.type === 'endpoint' && event.endpoint?.status === 'Creating') {
				this.#goTo('Endpoints', `endpoint ${event.name} ${event.endpoint.createdAt}`, () => undefined);
			}
		}
	}

	#goTo(tab: ConsoleTab, thing: string, open: () => void): void {
		if (this.#known.includes(thing)) return;
		this.#known = [...this.#known, thing];
		if (!this.#isFollowing) return;
		this.#tab = tab;
		open();
	}

	#forget(): void {
		this.#known = [];
		this.#jobName = null;
		this.#prefix = null;
		this.#stream = null;
		this.#resourceKind = null;
	}
}
