import { checkFinite } from './labels.ts';
import type { Loss } from './loss.ts';
import { log, pointwise } from './pointwise.ts';

/**
 * Cox's proportional hazards: the negative partial log-likelihood, ties after Breslow. A label is the time of the event;
 * a negative one says that nothing had happened by that time (censored on the right). The answer is the hazard ratio e^m.
 */
export function cox(): Loss {
	const none = { gradient: () => 0, hessian: () => 0 };
	return { ...pointwise('survival:cox', 'cox-nloglik', checkFinite, log, none), derive };
}

/** Rows by rising time, whatever their sign; equal times keep their order. */
export function byTime(labels: ArrayLike<number>): Uint32Array {
	return Uint32Array.from({ length: labels.length }, (_, row) => row).sort(
		(a, b) => Math.abs(labels[a]!) - Math.abs(labels[b]!) || a - b
	);
}

function derive(
	margins: Float32Array,
	labels: Float32Array,
	weights: Float32Array | null,
	pairs: Float32Array
): void {
	let atRisk = 0;
	for (let row = 0; row < margins.length; row++) atRisk += Math.exp(margins[row]!);
	let sumOfInverses = 0;
	let sumOfSquares = 0;
	let gone = 0;
	let lastTime = 0;
	let lastHazard = 0;
	for (const row of byTime(labels)) {
		const hazard = Math.exp(margins[row]!);
		const time = Math.abs(labels[row]!);
		gone += lastHazard;
		if (lastTime < time) {
			atRisk -= gone;
			gone = 0;
		}
		const hasEvent = labels[row]! > 0;
		if (hasEvent) {
			sumOfInverses += 1 / atRisk;
			sumOfSquares += 1 / (atRisk * atRisk);
		}
		const weight = weights ? weights[row]! : 1;
		pairs[2 * row] = (hazard * sumOfInverses - Number(hasEvent)) * weight;
		pairs[2 * row + 1] = (hazard * sumOfInverses - hazard * hazard * sumOfSquares) * weight;
		lastTime = time;
		lastHazard = hazard;
	}
}
