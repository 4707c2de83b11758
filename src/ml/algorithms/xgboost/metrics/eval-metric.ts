/** What a metric compares. */
export interface Compared {
	readonly labels: Float32Array;
	/** What the objective gives metrics: predictions, or a probability per class and row. */
	readonly scores: Float32Array;
	readonly weights: Float32Array | null;
	/** Where groups of rows begin, for ranking, and behind them the number of rows; null: all are one. */
	readonly groups: Int32Array | null;
}

/** A metric that is printed each round. */
export interface EvalMetric {
	/** As it is printed, e.g. `error@0.7`. */
	readonly name: string;
	readonly maximize: boolean;
	measure(compared: Compared): number;
}
