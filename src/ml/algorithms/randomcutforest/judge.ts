import type { Dataset } from '#ml/data/dataset.ts';
import type { Reporter } from '#ml/first-generation/reporter.ts';
import type { ForestModel } from './model.ts';

/** Deviations above the mean from which on a score is called an anomaly. */
const DEVIATIONS = 3;

/**
 * Calls rows of the channel test anomalies by the usual rule, whose mean and deviation are those of the training rows'
 * scores, and says how right that is.
 */
export function judge(
	model: ForestModel,
	train: Dataset,
	test: Dataset,
	metrics: readonly string[],
	report: Reporter
): void {
	const cutoff = cutoffOf(model.predict(train).fields[0]!.values);
	const scores = model.predict(test).fields[0]!.values;
	const counts = { hit: 0, called: 0, anomalies: 0, right: 0 };
	for (let row = 0; row < test.rows; row++) {
		const isCalled = scores[row]! > cutoff;
		const isAnomaly = test.labels![row] === 1;
		counts.hit += Number(isCalled && isAnomaly);
		counts.called += Number(isCalled);
		counts.anomalies += Number(isAnomaly);
		counts.right += Number(isCalled === isAnomaly);
	}
	report.info(`Scores above ${cutoff} are called anomalies: ${counts.called} of ${test.rows} rows`);
	if (metrics.includes('accuracy')) report.quality('test accuracy <score>', counts.right / test.rows);
	if (!metrics.includes('precision_recall_fscore')) return;
	report.quality('test precision <score>', share(counts.hit, counts.called));
	report.quality('test recall <score>', share(counts.hit, counts.anomalies));
	report.quality('test f1 <score>', share(2 * counts.hit, counts.called + counts.anomalies));
}

/** Mean and three standard deviations. */
function cutoffOf(scores: Float32Array): number {
	const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
	const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
	return mean + DEVIATIONS * Math.sqrt(squares / scores.length);
}

/** Of nothing it is 0, as scikit-learn has it. */
function share(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}
