import type { Rng } from '#base/rng.ts';
import { drawInParallel } from './parallel-seeds.ts';
import { drawApart, drawEvenly, type Choice } from './seeds.ts';

/** From so many centres on, and so many rows for each of them, few passes over the rows take less time than one for each. */
const LEAST_CENTERS = 16;
const LEAST_ROWS = 100;

/** Draws by the method that a hyperparameter names; `kmeans++` of many centres from very many rows is k-means‖. */
export function drawSeeds(
	method: 'random' | 'kmeans++',
	choice: Choice,
	count: number,
	rng: Rng
): Uint32Array {
	if (method === 'random') return drawEvenly(choice, count, rng);
	const isLarge = count >= LEAST_CENTERS && choice.indexes.length >= LEAST_ROWS * count;
	return isLarge ? drawInParallel(choice, count, rng) : drawApart(choice, count, rng);
}
