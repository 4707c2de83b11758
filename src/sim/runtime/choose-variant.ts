import { AwsError } from '#base/errors.ts';
import type { Rng } from '#base/rng.ts';
import type { VariantRecord } from '../sagemaker/index.ts';

/**
 * The variant that a request goes to: the target where one is named, else one drawn with probability weight ÷ sum of
 * weights.
 * @throws AwsError ValidationError for a target that is not there, or where no variant has any weight
 */
export function chooseVariant(
	variants: readonly VariantRecord[],
	target: string | undefined,
	rng: Rng
): VariantRecord {
	if (target !== undefined) {
		const named = variants.find(({ name }) => name === target);
		if (named) return named;
		const names = variants.map(({ name }) => name).join(', ');
		throw new AwsError('ValidationError', `Variant ${target} not found. (The endpoint has: ${names})`);
	}
	const total = variants.reduce((sum, { weight }) => sum + weight, 0);
	let left = rng.next() * total;
	for (const variant of variants) {
		left -= variant.weight;
		if (left < 0) return variant;
	}
	throw new AwsError('ValidationError', 'No variant of the endpoint has a weight above 0.');
}
