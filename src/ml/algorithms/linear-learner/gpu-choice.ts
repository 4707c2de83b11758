import type { Task } from '#ml/algorithm.ts';
import { paysOnGpu } from '#ml/gpu/borrow.ts';
import { GpuSteps, shapeOf } from './gpu-steps.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';
import type { Learner } from './learner.ts';
import type { Setup } from './setup.ts';
import type { Steps } from './steps.ts';

/**
 * Products in one step that are worth its four kernels: one thread needs about a third of a millisecond for them, and a
 * kernel some hundredths of one until it runs. An estimate: it was measured on no adapter.
 */
export const LEAST_STEP = 2 ** 22;

/**
 * Who takes the steps: the graphics processor where the instance has one, the rows are dense, each step is worth it and all
 * epochs are; the processor else.
 */
export async function stepsFor(
	own: Steps,
	learner: Learner,
	setup: Setup,
	task: Task<LinearHyperparameters>
): Promise<Steps> {
	const { train, validation } = setup;
	const { mini_batch_size: batch, epochs } = task.hyperparameters;
	const { columns, placed } = train.features;
	if (!placed || (validation && !validation.features.placed)) return own;
	const shape = shapeOf(learner, columns, batch);
	// Margins, and gradients.
	const each = 2 * shape.vectors * shape.step;
	if (task.gpuLeast === undefined && each * batch < LEAST_STEP) return own;
	const rows = train.labels.length;
	if (!paysOnGpu(task, { products: epochs * rows * each, sent: rows * shape.step })) return own;
	const gpu = await task.gpu!();
	const all = rows + (validation?.labels.length ?? 0);
	if (!gpu || !GpuSteps.fits(gpu, shape, all)) return own;
	task.log('INFO: steps are taken on the GPU');
	return new GpuSteps(gpu, own, learner, setup, shape, task);
}
