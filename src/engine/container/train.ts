import { Rng } from '#base/rng.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import type { TrainingOutcome, TrainingTask } from '#sim/ports.ts';
import type { WorkerCrew } from '../worker-crew.ts';
import { packArchive } from './archive.ts';
import { readChannels } from './channels.ts';
import { algorithmInImage, tagOf } from './image.ts';
import { instanceGpu, type GpuSource } from './instance-gpu.ts';

export interface TrainingHost extends GpuSource {
	/** Once aborted, training ends within a round and keeps what it has. An AbortSignal fits. */
	readonly stop: { readonly aborted: boolean };
	/**
	 * Awaited once per round. A host that hears of `stop` by messages must let them in here; by default nothing happens.
	 */
	readonly breathe?: () => Promise<void>;
	/** Milliseconds that go on while it computes, for what a container says of its speed. */
	readonly now?: () => number;
	/** Further threads for an algorithm, as many as the instance type has processors; undefined where there are none. */
	readonly openCrew?: (algorithm: string, instanceType: string) => WorkerCrew | undefined;
}

/**
 * Runs the training container that an image stands for: hyperparameters from strings, channels from files, log lines,
 * and the bytes of model.tar.gz at the end. Same task, same bytes.
 * @throws UserError for what the learner can mend: image, hyperparameters, channels, data
 */
export async function trainInContainer(task: TrainingTask, host: TrainingHost): Promise<TrainingOutcome> {
	const { log, stop, now, breathe = () => Promise.resolve() } = host;
	const spec = algorithmInImage(task.image);
	const tag = tagOf(task.image);
	if (spec.container === 'toolkit') {
		log(`INFO: Running ${spec.name} in algorithm mode`);
		const { simulatedTag } = spec;
		if (!tag.startsWith(simulatedTag)) log(`INFO: Image ${tag} is simulated as version ${simulatedTag}`);
	} else log('Docker entrypoint called with argument(s): train');
	const algorithm = await spec.load();
	const hyperparameters = parseHyperparameters(
		algorithm.hyperparameters,
		task.hyperparameters,
		spec.notSimulated,
		spec.wording
	);
	algorithm.check(hyperparameters);
	const weights = task.hyperparameters['csv_weights']?.trim() === '1';
	const channels = await readChannels(task.channels, { spec, weights, log });
	const gpu = instanceGpu(task.instanceType, host);
	const crew = host.openCrew?.(spec.name, task.instanceType);
	try {
		const model = await algorithm.train({
			hyperparameters,
			channels,
			rng: new Rng(0),
			stop,
			log,
			breathe,
			...(now && { now }),
			...(crew && { crew }),
			...(gpu && { gpu: gpu.open })
		});
		const left = model?.outputFiles ?? {};
		return {
			kind: stop.aborted ? 'stopped' : 'completed',
			modelArchive: model && packArchive(model.toFiles()),
			...(Object.keys(left).length > 0 && { outputArchive: packArchive(left) })
		};
	} finally {
		crew?.dismiss();
		await gpu?.close();
	}
}
