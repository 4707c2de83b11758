import type { Dataset } from '#ml/data/dataset.ts';
import { createFjlt } from './fjlt.ts';
import { createSigns } from './signs.ts';

/** What a projection is: the rest follows from the seed. */
export interface ProjectionPlan {
	readonly type: 'sign' | 'fjlt';
	/** Numbers of a row before and after. */
	readonly features: number;
	readonly target: number;
	readonly seed: number;
}

/** A random linear map that keeps distances and inner products, about. */
export interface Projection {
	/** Writes the image of a dense row, `x[from] …`, to `out[to] …`. */
	dense(x: Float32Array, from: number, out: Float32Array, to: number): void;
	/** The same of a sparse row: the cells `begin` up to `end`. */
	sparse(
		cells: NonNullable<Dataset['sparse']>,
		begin: number,
		end: number,
		out: Float32Array,
		to: number
	): void;
}

/** The map that a plan describes. */
export function createProjection(plan: ProjectionPlan): Projection {
	return plan.type === 'sign' ? createSigns(plan) : createFjlt(plan);
}
