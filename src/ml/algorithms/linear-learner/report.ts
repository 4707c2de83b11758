import type { Task } from '#ml/algorithm.ts';
import type { Candidate } from './candidates.ts';
import type { Quality } from './evaluate.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import type { Loss } from './losses.ts';
import type { TrainingData } from './training-data.ts';

/** What there is to say after an epoch. Losses are those of the best model, in the units of the label. */
export interface EpochFacts {
	readonly epoch: number;
	readonly epochs: number;
	readonly rows: number;
	readonly trainLoss: number;
	readonly validationLoss: number | null;
	/** Name of the criterion that early stopping watches; null for the loss. */
	readonly watched: string | null;
	readonly value: number;
}

/** The log lines of a training run. */
export interface Report {
	begin(data: TrainingData, p: LinearHyperparameters, models: number): void;
	beginEpoch(): void;
	endEpoch(facts: EpochFacts): void;
	chosen(candidate: Candidate): void;
	qualities(channel: 'validation' | 'test', loss: number, qualities: readonly Quality[]): void;
}

const HOST = 'host=algo-1';

/** Writes the lines as the container does, without its times; nothing once the task is stopped. */
export function createReport({ log, now, stop }: Task<LinearHyperparameters>, { objective }: Loss): Report {
	let startedAt = 0;
	const say = (line: string): void => {
		if (!stop.aborted) log(line);
	};
	const quality = (words: string, value: number): void =>
		say(`#quality_metric: ${HOST}, ${words}=${textOf(value)}`);
	return {
		begin(data, p, models) {
			const { rows, columns, sparse } = data.train;
			say(
				`INFO: ${rows} rows, ${columns} ${sparse ? 'sparse ' : ''}features; ${models} model(s) side by side`
			);
			for (const remark of remarksOn(p)) say(`WARNING: ${remark}`);
		},
		beginEpoch() {
			startedAt = now?.() ?? 0;
		},
		endEpoch({ epoch, epochs, rows, trainLoss, validationLoss, watched, value }) {
			const seconds = now ? (now() - startedAt) / 1000 : 0;
			quality(`epoch=${epoch}, train ${objective} <loss>`, trainLoss);
			if (validationLoss !== null) quality(`epoch=${epoch}, validation ${objective} <loss>`, validationLoss);
			say(
				`#early_stopping_criteria_metric: ${HOST}, epoch=${epoch}, criteria=${watched ?? objective}, value=${textOf(value)}`
			);
			say(`#progress_metric: ${HOST}, completed ${Math.round((100 * (epoch + 1)) / epochs)} % of epochs`);
			if (seconds > 0) {
				say(`#throughput_metric: ${HOST}, train throughput=${textOf(rows / seconds)} records/second`);
			}
		},
		chosen({ rule, learningRate, wd, l1, positiveWeight }) {
			const settings = { optimizer: rule.optimizer, learning_rate: learningRate, wd, l1 };
			const weight = positiveWeight === 1 ? {} : { positive_example_weight_mult: positiveWeight };
			say(`INFO: Best model found for hyperparameters: ${JSON.stringify({ ...settings, ...weight })}`);
		},
		qualities(channel, loss, qualities) {
			quality(`${channel} ${objective} <loss>`, loss);
			for (const [words, value] of qualities) quality(`${channel} ${words}`, value);
		}
	};
}

/** What was asked for and has no effect, as AWS's documentation says of each. */
function remarksOn(p: LinearHyperparameters): string[] {
	const remarks: string[] = [];
	if (p.predictor_type !== 'multiclass_classifier' && p.num_classes !== undefined) {
		remarks.push(`num_classes has no effect with predictor_type ${p.predictor_type}.`);
	}
	if (p.predictor_type === 'regressor') return remarks;
	for (const name of ['normalize_label', 'unbias_label'] as const) {
		if (p[name] === 'true') remarks.push(`${name} has no effect with predictor_type ${p.predictor_type}.`);
	}
	return remarks;
}

function textOf(value: number): string {
	return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}
