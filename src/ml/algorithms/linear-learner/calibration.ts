import { valueOr } from './candidates.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import { addMargins } from './products.ts';
import type { Setup } from './setup.ts';
import { calibrate, criterionOf, type Calibrated } from './threshold.ts';

/** Rows that `auto` takes. */
const SAMPLES = 10_000;

/** Finds thresholds of binary classifiers. */
export interface Calibration {
	/** Of each of the models with those weights, side by side. */
	of(weights: Float64Array, biases: Float64Array): readonly Calibrated[];
	/** The values of their criteria. */
	valuesOf(weights: Float64Array, biases: Float64Array): readonly number[];
}

/** The threshold without calibration: half a chance, or the middle of the margin. */
export function usualThreshold(isLogistic: boolean): number {
	return isLogistic ? 0.5 : 0;
}

/** Calibrates on the first validation rows, in the order drawn, or on those of training where there are none. */
export function calibrationOf(p: LinearHyperparameters, { train, validation }: Setup): Calibration {
	const { features, labels } = validation ?? train;
	const rows = Math.min(labels.length, valueOr(p.num_calibration_samples, SAMPLES));
	const criterion = criterionOf(p);
	const isLogistic = p.loss !== 'hinge_loss';
	const known = labels.subarray(0, rows);
	const of: Calibration['of'] = (weights, biases) => {
		const models = biases.length;
		const margins = new Float64Array(rows * models);
		addMargins(features, 0, rows, weights, biases, margins);
		return Array.from(biases, (_, m) => {
			const scores = Float64Array.from(known, (_, row) => {
				const margin = margins[row * models + m]!;
				return isLogistic ? 1 / (1 + Math.exp(-margin)) : margin;
			});
			return calibrate(known, scores, criterion, usualThreshold(isLogistic));
		});
	};
	return { of, valuesOf: (weights, biases) => of(weights, biases).map(({ value }) => value) };
}
