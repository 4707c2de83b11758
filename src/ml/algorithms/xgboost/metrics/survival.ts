import { meanOver } from '#ml/metrics/scored.ts';
import { aftLoss } from '../objectives/aft.ts';
import { NOISES } from '../objectives/aft-noise.ts';
import { byTime } from '../objectives/cox.ts';
import type { Compared } from './eval-metric.ts';

/** Negative partial log-likelihood per event, of hazard ratios; ties after Breslow. Labels as survival:cox has them. */
export function coxNloglik({ labels, scores }: Compared): number {
	const order = byTime(labels);
	let atRisk = scores.reduce((sum, hazard) => sum + hazard, 0);
	let [sum, gone, events] = [0, 0, 0];
	order.forEach((row, i) => {
		if (labels[row]! > 0) {
			sum -= Math.log(scores[row]!) - Math.log(atRisk);
			events++;
		}
		gone += scores[row]!;
		const next = order[i + 1];
		if (next === undefined || Math.abs(labels[row]!) < Math.abs(labels[next]!)) {
			atRisk -= gone;
			gone = 0;
		}
	});
	return sum / events;
}

/** Mean negative log-likelihood of times under margins of survival:aft. */
export function aftNloglik(
	{ labels, scores, weights }: Compared,
	distribution: keyof typeof NOISES,
	scale: number
): number {
	const noise = NOISES[distribution];
	return meanOver(labels.length, weights, (row) => aftLoss(noise, scale, scores[row]!, labels[row]!));
}
