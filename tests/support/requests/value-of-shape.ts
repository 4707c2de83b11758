import type { Rng } from '#base/rng.ts';
import { toBase64 } from '#base/bytes.ts';
import { wholePattern } from '#sim/protocol/java-pattern.ts';
import { shapeOf, type ServiceModel, type Shape } from '#sim/protocol/model.ts';

const DEEPEST = 5;

/** Texts of which most patterns take one. */
const TEXTS = [
	'a',
	'name-1',
	's3://data/key',
	'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole',
	'arn:aws:sagemaker:us-east-1:123456789012:model/m',
	'123456789012',
	'2026-03-01T00:00:00Z',
	'text/csv',
	'/',
	'{}',
	'job-1'
];

/** A value as it travels in JSON that satisfies the shape as far as that is easy: the soil for mutations. */
export function valueOfShape(model: ServiceModel, name: string | undefined, rng: Rng, depth = 0): unknown {
	const shape = shapeOf(model, name);
	const items = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
	switch (shape.type) {
		case 'structure': {
			const members = Object.entries(shape.members ?? {});
			const chosen = members.filter(
				([key]) => shape.required?.includes(key) || (depth < DEEPEST && rng.next() < 0.25)
			);
			if (depth > 2 * DEEPEST) return {};
			return Object.fromEntries(
				chosen.map(([key, member]) => [key, valueOfShape(model, member.shape, rng, depth + 1)])
			);
		}
		case 'list': {
			if (depth > DEEPEST) return [];
			const length = Math.min(3, Math.max(shape.min ?? 0, rng.below(3)));
			return items(length).map(() => valueOfShape(model, shape.member?.shape, rng, depth + 1));
		}
		case 'map': {
			if (depth > DEEPEST) return {};
			const pairs = items(rng.below(3)).map((i) => [
				`k${i}`,
				valueOfShape(model, shape.value?.shape, rng, depth + 1)
			]);
			return Object.fromEntries(pairs) as unknown;
		}
		case 'string':
			return textOf(shape, rng);
		case 'boolean':
			return rng.next() < 0.5;
		case 'integer':
		case 'long':
			return Math.min(shape.max ?? 1000, Math.max(shape.min ?? 0, rng.below(20)));
		case 'float':
		case 'double':
			return rng.next();
		case 'timestamp':
			return 1_772_000_000 + rng.below(1_000_000);
		case 'blob':
			return toBase64(new Uint8Array(rng.below(20)).fill(65));
	}
}

function textOf(shape: Shape, rng: Rng): string {
	if (shape.enum) return shape.enum[rng.below(shape.enum.length)]!;
	const start = rng.below(TEXTS.length);
	const texts = [...TEXTS.slice(start), ...TEXTS.slice(0, start)];
	const fitting = shape.pattern ? texts.find((text) => wholePattern(shape.pattern!).test(text)) : texts[0];
	return (fitting ?? 'a').padEnd(Math.min(shape.min ?? 0, 100), 'x');
}
