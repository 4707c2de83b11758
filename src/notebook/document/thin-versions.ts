/** What is to be known of a version to thin out a list of them. */
export interface DatedVersion {
	readonly id: string;
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly kind: 'auto' | 'named' | 'before' | 'rescued';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Up to this age one version in each span is kept; beyond the last, one a quarter of a year. */
const SPANS = [
	{ age: HOUR, span: 5 * 60_000 },
	{ age: DAY, span: HOUR },
	{ age: 30 * DAY, span: DAY },
	{ age: 365 * DAY, span: 7 * DAY }
] as const;
const LONGEST_SPAN = 91 * DAY;

/**
 * Ids of the versions that are not worth keeping at `now`: of those kept in passing, all but the latest of each five
 * minutes of the last hour, each hour of the last day, each day of the last month, each week of the last year. The very
 * latest always stays, and so does what the learner named, went back from, or what was rescued.
 */
export function thinnedOut(versions: readonly DatedVersion[], now: number): readonly string[] {
	const taken = new Set<string>();
	const gone: string[] = [];
	const auto = versions.filter((version) => version.kind === 'auto').sort((a, b) => b.at - a.at);
	auto.forEach(({ id, at }, i) => {
		const span = SPANS.find(({ age }) => now - at < age)?.span ?? LONGEST_SPAN;
		const place = `${span}:${Math.floor(at / span)}`;
		if (taken.has(place) && i > 0) gone.push(id);
		taken.add(place);
	});
	return gone;
}
