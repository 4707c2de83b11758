import type { Task } from '#ml/algorithm.ts';
import { createReporter } from '#ml/first-generation/reporter.ts';
import type { FactorHyperparameters, Kind } from './hyperparameters.ts';
import type { OrderedRows } from './ordered-rows.ts';
import type { Measure } from './quality.ts';

/** The log lines of a training run. */
export interface Report {
	/** @param occur features that any row has */
	begin(rows: OrderedRows, occur: number, p: FactorHyperparameters): void;
	beginEpoch(): void;
	endEpoch(epoch: number, epochs: number, rows: number, measures: readonly Measure[]): void;
	test(measures: readonly Measure[]): void;
}

/** Says nothing once the task is stopped. */
export function createReport(task: Task<FactorHyperparameters>): Report {
	const { info, warn, quality, beginEpoch, endEpoch } = createReporter(task);
	const tell = (prefix: string, measures: readonly Measure[]): void => {
		for (const [words, value] of measures) quality(`${prefix} ${words}`, value);
	};
	return {
		begin({ rows, values }, occur, p) {
			const features = `${occur} of ${p.feature_dim} features occur`;
			info(`${rows} rows with ${values.length} values that are not 0; ${features}`);
			remarksOn(p).forEach(warn);
		},
		beginEpoch,
		endEpoch(epoch, epochs, rows, measures) {
			tell(`epoch=${epoch}, train`, measures);
			endEpoch(epoch, epochs, rows);
		},
		test: (measures) => tell('test', measures)
	};
}

const KINDS: readonly Kind[] = ['bias', 'linear', 'factors'];
const NEEDED = { uniform: 'scale', normal: 'sigma', constant: 'value' } as const;

/** What was asked for and has no effect. A sigma has a default, so nobody knows whether it was asked for. */
function remarksOn(p: FactorHyperparameters): string[] {
	return KINDS.flatMap((kind) => {
		const method = p[`${kind}_init_method`];
		return (['scale', 'value'] as const).flatMap((word) =>
			p[`${kind}_init_${word}`] === undefined || NEEDED[method] === word
				? []
				: [`${kind}_init_${word} has no effect with ${kind}_init_method ${method}.`]
		);
	});
}
