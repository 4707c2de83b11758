import type { Task } from '#ml/algorithm.ts';
import { createReporter, type Reporter } from '#ml/first-generation/reporter.ts';
import { lengthsOf, ofUsedWords, readCorpora, type Corpus } from './corpus.ts';
import type { LdaHyperparameters } from './hyperparameters.ts';
import { LdaModel } from './model.ts';
import { perWordLogLikelihood } from './per-word-log-likelihood.ts';
import { Polish } from './polish.ts';
import { spectralTopics, type Topics } from './spectral.ts';

/** Sweeps after which polishing ends, whatever still moves. */
const SWEEPS = 60;
/** Mean change of a word's shares by which little is left to gain. */
const SETTLED = 0.004;

/**
 * Finds topics by the tensor method and polishes them; tells how well they foresee the documents of `test`.
 * @returns null where it was stopped before the topics were found
 * @throws UserError for data that cannot be learnt from
 */
export async function train(task: Task<LdaHyperparameters>): Promise<LdaModel | null> {
	const { hyperparameters: p, channels, stop } = task;
	const report = createReporter(task);
	const { train: corpus, test } = readCorpora(channels, p);
	say(report, corpus, channels['train']!.rows);
	if (stop.aborted) return null;
	const { corpus: compact, used } = ofUsedWords(corpus);
	const topics = await begin(task, compact, report);
	if (!topics) return null;
	const polishing = new Polish(compact, corpus.words, topics, p.alpha0);
	await polish(task, polishing, compact.documents, report);
	const polished = { alpha: polishing.alpha(), beta: polishing.beta(corpus.words, used) };
	const model = new LdaModel({ topics: p.num_topics, words: corpus.words, ...polished });
	if (test && !stop.aborted)
		report.quality('test pwll <score>', perWordLogLikelihood(model.topicModel, test));
	return model;
}

function say({ info, warn }: Reporter, corpus: Corpus, rows: number): void {
	const length = lengthsOf(corpus).reduce((sum, each) => sum + each, 0);
	info(
		`${corpus.documents} documents of ${corpus.words} different words, ${Math.round(length)} words in all`
	);
	if (rows > corpus.documents) {
		warn(
			`mini_batch_size is ${corpus.documents}: the ${rows - corpus.documents} documents behind are left out.`
		);
	}
}

async function begin(
	{ hyperparameters: p, rng, stop, breathe }: Task<LdaHyperparameters>,
	corpus: Corpus,
	{ info }: Reporter
): Promise<Topics | null> {
	return spectralTopics(corpus, {
		topics: p.num_topics,
		alpha0: p.alpha0,
		maxRestarts: p.max_restarts,
		maxIterations: p.max_iterations,
		tol: p.tol,
		rng,
		stop,
		breathe,
		hear: (restart, { error, iterations }) =>
			info(
				`ALS start ${restart + 1} of ${p.max_restarts}: error ${error.toPrecision(6)} after ${iterations} iterations`
			)
	});
}

/** The sweeps. */
async function polish(
	{ hyperparameters: p, stop, breathe }: Task<LdaHyperparameters>,
	polishing: Polish,
	documents: number,
	report: Reporter
): Promise<void> {
	const sweeps = Math.min(SWEEPS, p.max_iterations);
	for (let sweep = 0; sweep < sweeps && !stop.aborted; sweep++) {
		report.beginEpoch();
		const { moved, logLikelihood } = polishing.sweep();
		report.quality(`sweep=${sweep}, train pwll <score>`, logLikelihood);
		const isSettled = moved < Math.max(SETTLED, p.tol);
		report.endEpoch(isSettled ? sweeps - 1 : sweep, sweeps, documents);
		if (isSettled) break;
		await breathe();
	}
}
