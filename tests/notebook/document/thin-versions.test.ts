import { describe, expect, it } from 'vitest';
import { thinnedOut, type DatedVersion } from '#notebook/document/thin-versions.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 20_000 * DAY;
const every = (step: number, count: number): DatedVersion[] =>
	Array.from({ length: count }, (_, i) => ({ id: `${i}`, at: NOW - i * step, kind: 'auto' }));

describe('thinnedOut', () => {
	it('keeps one version in five minutes of the last hour, and the very latest', () => {
		const gone = thinnedOut(every(MINUTE, 60), NOW);
		expect(60 - gone.length).toBeGreaterThanOrEqual(12);
		expect(60 - gone.length).toBeLessThanOrEqual(14);
		expect(gone).not.toContain('0');
	});

	it('keeps a few dozen of two years of daily work', () => {
		const kept = 730 - thinnedOut(every(DAY, 730), NOW).length;
		expect(kept).toBeGreaterThan(70);
		expect(kept).toBeLessThan(100);
	});

	it('is done once: what it leaves it leaves again', () => {
		const all = every(7 * MINUTE, 500);
		const gone = new Set(thinnedOut(all, NOW));
		expect(
			thinnedOut(
				all.filter((version) => !gone.has(version.id)),
				NOW
			)
		).toEqual([]);
	});

	it('never takes what was named, rescued or gone back from', () => {
		const kinds = ['named', 'rescued', 'before'] as const;
		const all = every(1, 30).map((version, i) => ({ ...version, kind: kinds[i % 3]! }));
		expect(thinnedOut(all, NOW)).toEqual([]);
	});
});
