import { UserError } from '#base/errors.ts';
import type { Task } from '#ml/algorithm.ts';
import { createReporter } from '#ml/first-generation/reporter.ts';
import { auc } from '#ml/metrics/auc.ts';
import type { IpHyperparameters } from './hyperparameters.ts';
import { Learner } from './learner.ts';
import { IpModel } from './model.ts';
import { drawNetwork } from './network.ts';
import { pairsOf } from './pairs.ts';

/**
 * Trains by mini-batches and Adam, epoch after epoch.
 * @returns null where it was stopped before the first epoch was over
 * @throws UserError for data that cannot be learnt from, and `Diverged`
 */
export async function train(task: Task<IpHyperparameters>): Promise<IpModel | null> {
	const { hyperparameters: p, rng, stop, channels } = task;
	if (!channels['train']) throw new UserError('MissingChannel', "u'train' is a required property");
	const pairs = pairsOf('train', channels['train'], p.num_entity_vectors);
	const { validation } = channels;
	const held = validation && pairsOf('validation', validation, p.num_entity_vectors);
	const { info, quality, beginEpoch, endEpoch } = createReporter(task);
	const learner = new Learner(pairs, drawNetwork(p, rng), p, rng);
	info(
		`${pairs.length} pairs; ${new Set(pairs.entities).size} of ${p.num_entity_vectors} entity vectors in use`
	);
	const order = Uint32Array.from({ length: pairs.length }, (_, i) => i);
	let epoch = 0;
	while (epoch < p.epochs) {
		beginEpoch();
		rng.shuffle(order);
		const sums = { loss: 0, count: 0 };
		let since = { pairs: 0, loss: 0, count: 0, at: task.now?.() ?? 0 };
		for (let from = 0, batch = 1; from < order.length && !stop.aborted; from += p.mini_batch_size, batch++) {
			const rows = order.subarray(from, from + p.mini_batch_size);
			const { loss, count } = learner.learn(pairs, rows);
			sums.loss += loss;
			sums.count += count;
			since = {
				...since,
				pairs: since.pairs + rows.length,
				loss: since.loss + loss,
				count: since.count + count
			};
			await task.breathe();
			if (batch % p.batch_metrics_publish_interval !== 0) continue;
			const now = task.now?.() ?? 0;
			const speed = now > since.at ? ` Speed: ${(since.pairs * 1000) / (now - since.at)} samples/sec` : '';
			info(`Epoch[${epoch}] Batch [${batch}]${speed} cross_entropy=${since.loss / since.count}`);
			since = { pairs: 0, loss: 0, count: 0, at: now };
		}
		if (stop.aborted) break;
		if (!Number.isFinite(sums.loss)) throw diverged(epoch);
		quality(`epoch=${epoch}, train cross_entropy <loss>`, sums.loss / sums.count);
		if (held) {
			const { labels, scores } = learner.score(held);
			quality(`epoch=${epoch}, validation discriminator_auc <score>`, auc(labels, scores));
		}
		endEpoch(epoch++, p.epochs, pairs.length);
	}
	return epoch === 0 ? null : new IpModel(learner.network());
}

function diverged(epoch: number): UserError {
	return new UserError(
		'Diverged',
		`The training loss is not a number: training diverged in epoch ${epoch}.`,
		{
			hint: 'Take a smaller learning_rate.'
		}
	);
}
