import type { AnswerField } from '#ml/algorithm.ts';

/** What a derivative may depend on beside margins and labels. */
export interface Moment {
	/** Counted from 0. */
	readonly round: number;
	/** Where the groups of rows begin, for ranking; behind the last one the number of rows. Null: all are one group. */
	readonly groups: Int32Array | null;
	/** What {@link Loss.scores} gives for the margins, where it is known already; else null. */
	readonly scores: Float32Array | null;
}

/** What boosting needs of an objective. Margins are what trees add up to, `outputs` per row, row-major. */
export interface Loss {
	/** As the model file names it. */
	readonly name: string;
	/** Metric that is printed where none is asked for. */
	readonly defaultMetric: string;
	/** Margin that stands for `base_score`. */
	marginOf(baseScore: number): number;
	/** Throws UserError `BadLabel` where a label is none for this objective. */
	checkLabels(labels: Float32Array, outputs: number): void;
	/**
	 * First and second derivative of the loss by the margin, times the row's weight.
	 * @param pairs filled with gradient and hessian, interleaved, output after output: outputs · rows · 2
	 */
	derive(
		margins: Float32Array,
		labels: Float32Array,
		weights: Float32Array | null,
		pairs: Float32Array,
		moment: Moment
	): void;
	/** What metrics compare with the labels: predictions, or a probability per class. */
	scores(margins: Float32Array, outputs: number): Float32Array;
	/** What the model answers. */
	answer(margins: Float32Array, outputs: number): AnswerField;
	/** The base score that suits the labels best, for objectives that choose it where nobody does. */
	startFrom?(labels: Float32Array, weights: Float32Array | null): number;
	/**
	 * The best value of a leaf by the residuals y − margin of its rows, for objectives whose hessian says nothing of it.
	 * NaN for no rows.
	 */
	leafValue?(residuals: Float32Array, weights: Float32Array | null): number;
	/** What the model file says of the objective beside its name: blocks of texts. */
	readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Hyperparameters that shape objectives. */
export interface LossOptions {
	readonly scalePosWeight: number;
	readonly tweedieVariancePower: number;
	/** Of count:poisson; undefined means its own default, 0.7. */
	readonly maxDeltaStep: number | undefined;
	readonly aftDistribution: 'normal' | 'logistic' | 'extreme';
	readonly aftScale: number;
	readonly classes: number;
}
