import { valueOr } from './candidates.ts';
import type { LinearHyperparameters } from './hyperparameters.ts';

/** Times that `auto` lets the learning rate fall in all epochs, and by what. */
const FALLS = 20;
const FACTOR = 0.8;
const LEAST = 1e-5;

/**
 * What the learning rate is after a number of steps.
 * @param steps those of all epochs
 */
export function scheduleOf(
	p: LinearHyperparameters,
	steps: number
): (learningRate: number, step: number) => number {
	if (p.use_lr_scheduler === 'false') return (learningRate) => learningRate;
	const every = valueOr(p.lr_scheduler_step, Math.max(1, Math.ceil(steps / FALLS)));
	const factor = valueOr(p.lr_scheduler_factor, FACTOR);
	const least = valueOr(p.lr_scheduler_minimum_lr, LEAST);
	return (learningRate, step) =>
		Math.max(Math.min(least, learningRate), learningRate * factor ** Math.floor(step / every));
}
