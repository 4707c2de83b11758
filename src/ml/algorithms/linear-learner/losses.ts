import type { LossName } from './hyperparameters.ts';
import type { KernelLoss } from './placed-rows.ts';

/** What training makes small, row by row. Slopes are derivatives by the margin, which is w · x + b. */
export interface Loss {
	/** As log lines name it. */
	readonly objective: string;
	/** How the loss of a label in other units scales: with that unit, or with its square. */
	readonly power: 1 | 2;
	/** What the kernel of dense rows calls it; null where it does not know it. */
	readonly inKernel: KernelLoss | null;
	/**
	 * @param margins those of the row begin at `at`, one for each output; where `slopes` is true they are replaced by
	 * their slopes
	 * @returns the loss of the row
	 */
	measure(margins: Float64Array, at: number, label: number, slopes: boolean): number;
}

/** A loss of one output. `unit` is how many of the label's own units one unit of the margins is. */
export interface LossOptions {
	readonly name: LossName;
	readonly margin: number;
	readonly quantile: number;
	readonly insensitivity: number;
	readonly huberDelta: number;
	readonly classes: number;
	readonly unit: number;
}

/** The loss of that name. */
export function lossOf({ name, classes, unit, ...options }: LossOptions): Loss {
	const eps = options.insensitivity / unit;
	const delta = options.huberDelta / unit;
	switch (name) {
		case 'logistic':
			return {
				...pointwise('binary_classification_cross_entropy', 2, logistic, logisticSlope),
				inKernel: 'logistic'
			};
		case 'hinge_loss': {
			const side = (label: number): number => (label > 0 ? 1 : -1);
			return pointwise(
				'hinge_loss',
				2,
				(m, y) => Math.max(0, options.margin - side(y) * m),
				(m, y) => (side(y) * m < options.margin ? -side(y) : 0)
			);
		}
		case 'softmax_loss':
			return softmax(classes);
		case 'squared_loss':
			return {
				...pointwise(
					'mse',
					2,
					(m, y) => (m - y) ** 2,
					(m, y) => 2 * (m - y)
				),
				inKernel: 'squared'
			};
		case 'absolute_loss':
			return pointwise(
				'absolute_loss',
				1,
				(m, y) => Math.abs(m - y),
				(m, y) => Math.sign(m - y)
			);
		case 'eps_insensitive_squared_loss':
			return pointwise(
				name,
				2,
				(m, y) => Math.max(0, Math.abs(m - y) - eps) ** 2,
				(m, y) => 2 * Math.sign(m - y) * Math.max(0, Math.abs(m - y) - eps)
			);
		case 'eps_insensitive_absolute_loss':
			return pointwise(
				name,
				1,
				(m, y) => Math.max(0, Math.abs(m - y) - eps),
				(m, y) => (Math.abs(m - y) > eps ? Math.sign(m - y) : 0)
			);
		case 'quantile_loss': {
			const { quantile } = options;
			return pointwise(
				name,
				1,
				(m, y) => (m < y ? quantile * (y - m) : (1 - quantile) * (m - y)),
				(m, y) => (m < y ? -quantile : m > y ? 1 - quantile : 0)
			);
		}
		case 'huber_loss':
			return pointwise(
				name,
				2,
				(m, y) => {
					const size = Math.abs(m - y);
					return size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
				},
				(m, y) => Math.max(-delta, Math.min(delta, m - y))
			);
	}
}

/** log(1 + e^−m) for label 1, log(1 + e^m) for label 0, without overflow. */
function logistic(margin: number, label: number): number {
	const against = label > 0 ? -margin : margin;
	return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
}

function logisticSlope(margin: number, label: number): number {
	return 1 / (1 + Math.exp(-margin)) - label;
}

function pointwise(
	name: string,
	power: 1 | 2,
	value: (margin: number, label: number) => number,
	slope: (margin: number, label: number) => number
): Loss {
	return {
		objective: `${name}_objective`,
		power,
		inKernel: null,
		measure(margins, at, label, slopes) {
			const margin = margins[at]!;
			if (slopes) margins[at] = slope(margin, label);
			return value(margin, label);
		}
	};
}

function softmax(classes: number): Loss {
	return {
		objective: 'multiclass_cross_entropy_objective',
		power: 2,
		inKernel: null,
		measure(margins, at, label, slopes) {
			const own = margins[at + label]!;
			let most = -Infinity;
			for (let k = at; k < at + classes; k++) most = Math.max(most, margins[k]!);
			let sum = 0;
			for (let k = at; k < at + classes; k++) sum += Math.exp(margins[k]! - most);
			if (slopes) {
				for (let k = at; k < at + classes; k++) margins[k] = Math.exp(margins[k]! - most) / sum;
				margins[at + label]! -= 1;
			}
			return most + Math.log(sum) - own;
		}
	};
}
