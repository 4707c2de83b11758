import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import { BestModels, isBetter, type Score } from './best-models.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import { classWeights } from './class-weights.ts';
import { EarlyStopping } from './early-stopping.ts';
import { qualitiesOf } from './evaluate.ts';
import { finish } from './finish.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import { stepsFor } from './gpu-choice.ts';
import { Learner, meansOf } from './learner.ts';
import { createReport, type Report } from './report.ts';
import { scheduleOf } from './schedule.ts';
import { OwnSteps } from './steps.ts';
import { setUp, rowsLike, type Setup } from './setup.ts';
import { calibrationOf } from './calibration.ts';
import { criterionOf } from './threshold.ts';
import { checkTrainingData } from './training-data.ts';
import type { LinearModel } from './model.ts';

/**
 * Trains models side by side by mini-batches, epoch after epoch, and keeps the one that the criterion prefers on the
 * validation rows, or on those of training where there are none.
 * @returns null where it was stopped before the first epoch was over
 * @throws UserError for data that cannot be learnt from, and `Diverged`
 */
export async function train(task: Task<LinearHyperparameters>): Promise<LinearModel | null> {
	const { hyperparameters: p, rng } = task;
	const data = checkTrainingData(task.channels, p);
	const setup = setUp(data, p, rng);
	const report = createReport(task, setup.loss);
	const columns = setup.active.length;
	const candidates = candidatesOf(p, Math.max(1, columns * setup.outputs));
	const learner = new Learner(
		p,
		setup.loss,
		candidates,
		classWeights(p, candidates, data.train.labels),
		{ columns, outputs: setup.outputs },
		rng
	);
	report.begin(data, p, candidates.length);
	const best = new BestModels(learner);
	const epochs = await learn(task, setup, learner, best, report);
	if (epochs === 0 && task.stop.aborted) return null;
	if (best.losses.every((loss) => loss === Infinity)) throw diverged();
	const { model, chosen } = finish(p, setup, learner, best);
	report.chosen(candidates[chosen] as Candidate);
	const lossOn = (rows: Setup['train']): number =>
		learner.lossesOf(rows, best.weights, best.biases)[chosen]! * setup.lossUnit;
	if (data.validation && setup.validation) {
		report.qualities('validation', lossOn(setup.validation), qualitiesOf(model, data.validation, p));
	}
	if (data.test)
		report.qualities('test', lossOn(rowsLike(setup, data.test)), qualitiesOf(model, data.test, p));
	return model;
}

/** The epochs. Returns how many were finished. */
async function learn(
	task: Task<LinearHyperparameters>,
	setup: Setup,
	learner: Learner,
	best: BestModels,
	report: Report
): Promise<number> {
	const { hyperparameters: p, rng } = task;
	const { train, validation } = setup;
	const rows = train.labels.length;
	const batches = Uint32Array.from({ length: Math.ceil(rows / p.mini_batch_size) }, (_, i) => i);
	const rate = scheduleOf(p, batches.length * p.epochs);
	const hasCriterion = p.binary_classifier_model_selection_criteria !== undefined;
	const calibration = hasCriterion && validation ? calibrationOf(p, setup) : null;
	const watchesLoss = !calibration || criterionOf(p).name === 'loss';
	const stopping = new EarlyStopping(p.early_stopping_patience, p.early_stopping_tolerance, !watchesLoss);
	const steps = await stepsFor(new OwnSteps(learner, setup, task), learner, setup, task);
	for (let epoch = 0; epoch < p.epochs; epoch++) {
		report.beginEpoch();
		const before = epoch * batches.length;
		const sums = await steps.take({
			batches: rng.shuffle(batches),
			rate: (learningRate, step) => rate(learningRate, before + step)
		});
		if (!sums) return epoch;
		const losses = await steps.lossesOf(validation ?? train);
		// With validation rows the training loss is told as it was on the way, which costs nothing more.
		const trained = validation ? meansOf(sums) : losses;
		const criteria = calibration?.valuesOf(learner.weights, learner.biases);
		const scores = Array.from(losses, (loss, m): Score => ({ loss, criterion: criteria?.[m] ?? 0 }));
		// The rows that a model learns from cannot tell that its weights grow too large: there the penalties count too.
		best.hear(
			learner,
			validation ? scores : scores.map((score, m) => ({ ...score, loss: score.loss + learner.penaltyOf(m) })),
			losses
		);
		const leader = leaderOf(scores);
		const value = watchesLoss ? losses[leader]! * setup.lossUnit : criteria![leader]!;
		report.endEpoch({
			epoch,
			epochs: p.epochs,
			rows,
			trainLoss: trained[leader]! * setup.lossUnit,
			validationLoss: validation ? losses[leader]! * setup.lossUnit : null,
			watched: watchesLoss ? null : criterionOf(p).name,
			value
		});
		if (stopping.hear(value)) return epoch + 1;
	}
	return p.epochs;
}

/** Index of the best score. */
function leaderOf(scores: readonly Score[]): number {
	let leader = 0;
	for (let m = 1; m < scores.length; m++) if (isBetter(scores[m]!, finiteOrNull(scores[leader]!))) leader = m;
	return leader;
}

function finiteOrNull(score: Score): Score | null {
	return Number.isFinite(score.loss) ? score : null;
}

function diverged(): UserError {
	return new UserError(
		'Diverged',
		'The training loss is not a number: training diverged in its first epoch.',
		{
			hint: 'Take a smaller learning_rate, or leave normalize_data at true.'
		}
	);
}
