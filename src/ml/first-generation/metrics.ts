import type { MetricSpec } from '#ml/algorithm.ts';

/** Source of the regular expression of a `#quality_metric` line. @param words a pattern, e.g. `test msd <loss>` */
export function qualityPattern(words: string): string {
	return `#quality_metric: host=\\S+, ${words}=(\\S+)`;
}

/** How far a job is, percent of its epochs. */
export const progressMetric: MetricSpec = {
	name: 'train:progress',
	direction: null,
	isObjective: false,
	regex: '#progress_metric: host=\\S+, completed (\\S+) %'
};

/** Rows a second, read anew for each epoch. */
export const throughputMetric: MetricSpec = {
	name: 'train:throughput',
	direction: null,
	isObjective: false,
	regex: '#throughput_metric: host=\\S+, train throughput=(\\S+) records/second'
};
