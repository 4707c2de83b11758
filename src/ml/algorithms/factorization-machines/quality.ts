import type { PredictorType } from './hyperparameters.ts';

/** A measure by the words of the log line, e.g. `rmse <loss>`. */
export type Measure = readonly [words: string, value: number];

/** Adds up rows and what was said of them, and tells how good that was. */
export interface Quality {
	/**
	 * @param margin what the machine says of a row, before it becomes a probability
	 * @returns the slope of the row's loss by the margin; of half the square of the error, or of the entropy
	 */
	add(margin: number, label: number): number;
	/** NaN for each where no row was added. */
	measures(): Measure[];
}

/** Measures of that kind of target, from the beginning. */
export function createQuality(type: PredictorType): Quality {
	return type === 'regressor' ? ofRegressor() : ofClassifier();
}

function ofRegressor(): Quality {
	let [rows, squares, sizes] = [0, 0, 0];
	return {
		add(margin, label) {
			const error = margin - label;
			rows++;
			squares += error * error;
			sizes += Math.abs(error);
			return error;
		},
		measures: () => [
			['rmse <loss>', Math.sqrt(squares / rows)],
			['mse <loss>', squares / rows],
			['absolute_loss <loss>', sizes / rows]
		]
	};
}

/** The threshold is a probability of 0.5, which is a margin of 0. F1 is 0 where nothing is positive and nothing called so. */
function ofClassifier(): Quality {
	let [rows, right, found, called, positive, entropy] = [0, 0, 0, 0, 0, 0];
	return {
		add(margin, label) {
			const says = Number(margin >= 0);
			rows++;
			right += Number(says === label);
			found += says * label;
			called += says;
			positive += label;
			// Of the margin's size, so that nothing overflows.
			const far = Math.exp(-Math.abs(margin));
			entropy += Math.log(1 + far) + (says === label ? 0 : Math.abs(margin));
			return (says === 1 ? 1 : far) / (1 + far) - label;
		},
		measures: () => [
			['binary_classification_accuracy <score>', right / rows],
			['binary_classification_cross_entropy <loss>', entropy / rows],
			[
				'binary_f_1.000 <score>',
				rows === 0 ? NaN : called + positive === 0 ? 0 : (2 * found) / (called + positive)
			]
		]
	};
}

/** The probability that belongs to a margin. */
export function sigmoid(margin: number): number {
	return 1 / (1 + Math.exp(-margin));
}
