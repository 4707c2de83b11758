/**
 * The label that most of them have; of several the smallest.
 * @param labels sorted or not, at least one
 */
export function majority(labels: Float32Array): number {
	const sorted = Float32Array.from(labels).sort();
	let best = sorted[0]!;
	let most = 0;
	for (let from = 0, to = 0; from < sorted.length; from = to) {
		while (to < sorted.length && sorted[to] === sorted[from]) to++;
		if (to - from > most) [most, best] = [to - from, sorted[from]!];
	}
	return best;
}

/** Their mean. */
export function mean(labels: Float32Array): number {
	return labels.reduce((sum, label) => sum + label, 0) / labels.length;
}
