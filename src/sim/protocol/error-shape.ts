import type { ServiceModel, Shape } from './model.ts';

/** A modelled error under both of its names. */
export interface ErrorShape {
	/** The shape's name: what JSON says. */
	readonly name: string;
	/** What the query protocol says. */
	readonly code: string;
	readonly shape: Shape | undefined;
}

/** Finds an error by either of its names; one that the model does not know has one name. */
export function errorShapeOf(model: ServiceModel, code: string): ErrorShape {
	const named = Object.hasOwn(model.shapes, code) ? model.shapes[code] : undefined;
	const [name, shape] = named?.exception
		? [code, named]
		: (Object.entries(model.shapes).find(([, s]) => s.exception && s.error?.code === code) ?? [
				code,
				undefined
			]);
	return { name, code: shape?.error?.code ?? name, shape };
}
