import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';
import type { Task } from '#ml/algorithm.ts';
import type { Crew, Hand } from '#ml/crew.ts';
import { concatRows, takeRows, type Dataset } from '#ml/data/dataset.ts';
import { FoldedModel, mean, mostFrequent } from './folded-model.ts';
import { dealFolds } from './folds.ts';
import type { XGBoostHyperparameters } from './hyperparameters.ts';
import type { XGBoostModel } from './model.ts';
import { lossOf } from './objectives/losses.ts';
import { logRemarks } from './remarks.ts';
import { boost, scoreLine } from './train.ts';
import { checkTrainingData } from './training-data.ts';

/** Under output.tar.gz: what was predicted of rows that a model had not learnt. */
const PREDICTIONS_FILE = 'predictions.csv';

type Scores = ReadonlyMap<string, number>;

/**
 * Cross-validation inside one job (`_kfold`, `_num_cv_round`), as the container does it: the rows of both channels are dealt
 * out to k parts, by classes where there are any; one model learns all but each part. Its rounds and the means at the end
 * are measured on the channels as they are, so most of the rows are ones that it has learnt. What each model predicts of the
 * part that it has not is left in `output.tar.gz`.
 * @returns null where nothing is to be kept
 * @throws UserError as in training; `MissingChannel` without a validation channel, `BadFolds`, `NotSimulated` for groups
 * @see https://github.com/aws/sagemaker-xgboost-container/blob/master/src/sagemaker_xgboost_container/algorithm_mode/train.py
 */
export async function crossValidate(task: Task<XGBoostHyperparameters>): Promise<FoldedModel | null> {
	const { hyperparameters: p, log, stop } = task;
	const [k, repeats] = [p._kfold!, p._num_cv_round ?? 1];
	const rows = allRows(task);
	const isClasses = p.num_class !== undefined || p.objective.startsWith('binary:');
	log(`INFO: Run ${repeats}-round of ${k}-fold cross validation with ${rows.rows} rows`);
	logRemarks(p, true, log);
	if (p.verbosity >= 1 && p.silent !== 1) {
		log(
			`WARNING: each model has learnt most rows of both channels, so the metrics flatter it; ${PREDICTIONS_FILE} in output.tar.gz does not.`
		);
	}
	const rng = new Rng(p.seed);
	const lasting = { ...task, ...(task.crew && { crew: lastingCrew(task.crew) }) };
	const models: XGBoostModel[] = [];
	const unseen: Unseen[] = [];
	const results: Scores[] = [];
	for (let repeat = 0; repeat < repeats && !stop.aborted; repeat++) {
		const parts = dealFolds(rows.rows, k, isClasses ? rows.labels : null, rng);
		const noted = newUnseen(rows.rows);
		for (let part = 0; part < k && !stop.aborted; part++) {
			log(`INFO: Train cross validation fold ${part + 1}`);
			const fold = takeRows(
				rows,
				rowsOf(parts, (own) => own !== part)
			);
			const boosted = await boost(lasting, fold);
			if (!boosted) break;
			models.push(boosted.model);
			results.push(boosted.scores);
			note(
				noted,
				boosted.model,
				rows,
				rowsOf(parts, (own) => own === part)
			);
		}
		if (results.length < k * (repeat + 1)) break;
		unseen.push(noted);
		log(`INFO: The metrics of round ${repeat + 1} cross validation`);
		log(meanLine(p.num_round, results.slice(-k)));
	}
	if (models.length === 0 || (stop.aborted && p.save_model_on_termination === 'false')) return null;
	if (unseen.length < repeats) return new FoldedModel(models);
	if (repeats > 1) {
		log(`INFO: The overall metrics of ${repeats}-round cross validation`);
		log(meanLine(p.num_round, results));
	}
	return new FoldedModel(models, { [PREDICTIONS_FILE]: predictionsFile(rows.labels!, unseen, isClasses) });
}

/** The rows of both channels; where only one has weights the rows of the other count once. */
function allRows({ channels, hyperparameters: p }: Task<XGBoostHyperparameters>): Dataset {
	if (!channels['validation']) {
		throw new UserError('MissingChannel', "XGB train call failed with exception:\n 'validation'", {
			hint: '_kfold deals out the rows of both channels and measures on both: give a validation channel, too.'
		});
	}
	const { train, validation } = checkTrainingData(channels, lossOf(p.objective)!, p.num_class ?? 1);
	const both = [train, validation!];
	if (both.some(({ groups }) => groups)) {
		throw new UserError(
			'NotSimulated',
			'Cross-validation of groups is not simulated: slice does not support group structure.',
			{
				hint: 'Leave _kfold out for rankings.'
			}
		);
	}
	const hasWeights = both.some(({ weights }) => weights);
	return concatRows(
		hasWeights
			? both.map((data) => ({ ...data, weights: data.weights ?? new Float32Array(data.rows).fill(1) }))
			: both
	);
}

/** A crew whose hands go on from model to model. */
function lastingCrew(crew: Crew): Crew {
	const hired: Hand[] = [];
	return {
		most: crew.most,
		hire(count) {
			if (hired.length < count) hired.push(...crew.hire(count - hired.length));
			return hired.slice(0, count);
		}
	};
}

function rowsOf(parts: Int32Array, isWanted: (part: number) => boolean): number[] {
	const rows: number[] = [];
	for (let row = 0; row < parts.length; row++) if (isWanted(parts[row]!)) rows.push(row);
	return rows;
}

/** What the models of one repetition predict of the rows that they have not learnt. */
interface Unseen {
	readonly scores: Float32Array;
	readonly labels: Float32Array;
}

function newUnseen(rows: number): Unseen {
	return { scores: new Float32Array(rows), labels: new Float32Array(rows) };
}

/** Of classes the probability of the chosen one (of two classes that of 1) and the class; else the value, twice. */
function note({ scores, labels }: Unseen, model: XGBoostModel, rows: Dataset, part: readonly number[]): void {
	const { values, width } = model.predict(takeRows(rows, part)).fields[0]!;
	const isClass = model.ensemble.objective === 'multi:softmax';
	part.forEach((row, i) => {
		const own = values.subarray(i * width, (i + 1) * width);
		const best = own.reduce((at, value, k) => (value > own[at]! ? k : at), 0);
		scores[row] = own[best]!;
		labels[row] = width > 1 ? best : isClass ? own[0]! : Number(own[0]! > 0.5);
	});
}

function predictionsFile(truth: Float32Array, unseen: readonly Unseen[], isClasses: boolean): Uint8Array {
	const scores = mean(unseen.map((each) => each.scores));
	const labels = mostFrequent(unseen.map((each) => each.labels));
	const lines = Array.from(truth, (label, row) => {
		const cells = isClasses ? [label, scores[row]!, labels[row]!] : [label, scores[row]!];
		return `${cells.map((cell) => cell.toFixed(6)).join()}\n`;
	});
	return encodeUtf8(lines.join(''));
}

/** The mean of the last rounds, metric after metric, each of both channels. */
function meanLine(rounds: number, results: readonly Scores[]): string {
	const names = [...results[0]!.keys()].filter((name) => name.startsWith('train-'));
	const pairs = names.flatMap((name) => [name, name.replace('train', 'validation')]);
	return scoreLine(
		rounds,
		pairs.map((name) => [name, results.reduce((sum, scores) => sum + scores.get(name)!, 0) / results.length])
	);
}
