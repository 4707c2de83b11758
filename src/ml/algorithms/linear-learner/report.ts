import type { Task } from '#ml/algorithm.ts';
import { createReporter, numberText } from '#ml/first-generation/reporter.ts';
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

/** Says nothing once the task is stopped. */
export function createReport(task: Task<LinearHyperparameters>, { objective }: Loss): Report {
	const { info, warn, quality, metric, beginEpoch, endEpoch } = createReporter(task);
	return {
		begin(data, p, models) {
			const { rows, columns, sparse } = data.train;
			info(`${rows} rows, ${columns} ${sparse ? 'sparse ' : ''}features; ${models} model(s) side by side`);
			remarksOn(p).forEach(warn);
		},
		beginEpoch,
		endEpoch({ epoch, epochs, rows, trainLoss, validationLoss, watched, value }) {
			quality(`epoch=${epoch}, train ${objective} <loss>`, trainLoss);
			if (validationLoss !== null) quality(`epoch=${epoch}, validation ${objective} <loss>`, validationLoss);
			const criterion = `criteria=${watched ?? objective}, value=${numberText(value)}`;
			metric('early_stopping_criteria_metric', `epoch=${epoch}, ${criterion}`);
			endEpoch(epoch, epochs, rows);
		},
		chosen({ rule, learningRate, wd, l1, positiveWeight }) {
			const settings = { optimizer: rule.optimizer, learning_rate: learningRate, wd, l1 };
			const weight = positiveWeight === 1 ? {} : { positive_example_weight_mult: positiveWeight };
			info(`Best model found for hyperparameters: ${JSON.stringify({ ...settings, ...weight })}`);
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
