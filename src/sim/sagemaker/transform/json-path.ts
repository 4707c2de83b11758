import { UserError } from '#base/errors.ts';

/** One step of a path: names of an object's members, places in a list, a range of places, or everything. */
type Step =
	| { readonly kind: 'names'; readonly names: readonly string[] }
	| { readonly kind: 'places'; readonly places: readonly number[] }
	| { readonly kind: 'range'; readonly from: number | null; readonly to: number | null }
	| { readonly kind: 'all' };

export type JsonPath = readonly Step[];

/**
 * Reads the part of JSONPath that batch transform knows: `$`, `.name`, `['a','b']`, `*`, `[1]`, `[0,-1]`, `[1:4]`.
 * Null for a text that is none.
 */
export function parseJsonPath(text: string): JsonPath | null {
	if (!text.startsWith('$')) return null;
	const steps: Step[] = [];
	const form =
		/\.([A-Za-z_][\w-]*|\*)|\[\s*(\*|-?\d*\s*:\s*-?\d*|-?\d+(?:\s*,\s*-?\d+)*|'[^']*'(?:\s*,\s*'[^']*')*)\s*\]/y;
	form.lastIndex = 1;
	while (form.lastIndex < text.length) {
		const match = form.exec(text);
		if (!match) return null;
		steps.push(stepOf(match[1], match[2]));
	}
	return steps;
}

function stepOf(name: string | undefined, inner = ''): Step {
	if (name === '*' || (name === undefined && inner === '*')) return { kind: 'all' };
	if (name !== undefined) return { kind: 'names', names: [name] };
	if (inner.startsWith("'")) {
		return { kind: 'names', names: [...inner.matchAll(/'([^']*)'/g)].map((match) => match[1]!) };
	}
	if (inner.includes(':')) {
		const [from, to] = inner.split(':').map((part) => (part.trim() === '' ? null : Number(part)));
		return { kind: 'range', from: from ?? null, to: to ?? null };
	}
	return { kind: 'places', places: inner.split(',').map(Number) };
}

/** Whether the path only names places of a list, as a row of CSV needs. */
export function isForRows(path: JsonPath): boolean {
	return path.length <= 1 && path.every(({ kind }) => kind !== 'names');
}

/**
 * What a path selects. Several names give an object, several places a list. The end of a range belongs to it; a negative
 * place counts from the end.
 * @throws UserError BadRecord where the value has no such member or place
 */
export function selectBy(path: JsonPath, value: unknown): unknown {
	return path.reduce(selectStep, value);
}

function selectStep(value: unknown, step: Step): unknown {
	switch (step.kind) {
		case 'all':
			return Array.isArray(value) ? value : Object.values(objectOf(value));
		case 'names':
			return selectNames(objectOf(value), step.names);
		case 'places': {
			const list = listOf(value);
			const items = step.places.map((place) => list[placeIn(list, place)]);
			return items.length === 1 ? items[0] : items;
		}
		case 'range': {
			const list = listOf(value);
			const from = step.from === null ? 0 : placeIn(list, step.from);
			const to = step.to === null ? list.length - 1 : placeIn(list, step.to);
			return list.slice(from, to + 1);
		}
	}
}

function selectNames(object: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
	for (const name of names) {
		if (!Object.hasOwn(object, name)) throw badRecord(`it has no member '${name}'`);
	}
	if (names.length === 1) return object[names[0]!];
	return Object.fromEntries(names.map((name) => [name, object[name]]));
}

function placeIn(list: readonly unknown[], place: number): number {
	const at = place < 0 ? list.length + place : place;
	if (at >= 0 && at < list.length) return at;
	throw badRecord(`it has ${list.length} items and none at ${place}`);
}

function listOf(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw badRecord('it is no list');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
		return value as Readonly<Record<string, unknown>>;
	}
	throw badRecord('it is no object');
}

function badRecord(fault: string): UserError {
	return new UserError('BadRecord', `A filter does not fit a record: ${fault}.`, {
		hint: 'Compare InputFilter and OutputFilter with a record; places are counted from 0.'
	});
}
