import type { AnswerField } from '#ml/algorithm.ts';

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
		pairs: Float32Array
	): void;
	/** What metrics compare with the labels: predictions, or a probability per class. */
	scores(margins: Float32Array, outputs: number): Float32Array;
	/** What the model answers. */
	answer(margins: Float32Array, outputs: number): AnswerField;
}
