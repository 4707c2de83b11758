/**
 * Round numbers (1, 2 or 5 times a power of ten) that lie in [low, high], about `count` of them, ascending.
 * One value where low equals high; none where a bound is not finite.
 */
export function niceTicks(low: number, high: number, count: number): number[] {
	if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
	if (low === high) return [low];
	const step = niceStep((high - low) / Math.max(1, count));
	const ticks: number[] = [];
	// Counting in steps keeps 0.1 + 0.2 from leaving its last digits in a label.
	for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
		ticks.push(Number((i * step).toPrecision(12)));
	}
	return ticks;
}

/** The round number next to `rough` on a logarithmic scale; `rough` > 0. */
export function niceStep(rough: number): number {
	const power = 10 ** Math.floor(Math.log10(rough));
	const rest = rough / power;
	if (rest >= 7.1) return 10 * power;
	if (rest >= 3.2) return 5 * power;
	if (rest >= 1.5) return 2 * power;
	return power;
}
