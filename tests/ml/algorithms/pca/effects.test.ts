import { describe, expect, test } from 'vitest';
import { hyperparameters } from '#ml/algorithms/pca/hyperparameters.ts';
import { digits } from '#tests/support/digits.ts';
import { fitPca } from '#tests/support/pca.ts';

type Given = Readonly<Record<string, string>>;
const table = digits();
const USUAL: Given = { num_components: '3' };
const SKETCH: Given = { ...USUAL, algorithm_mode: 'randomized', extra_components: '0' };

/** Of every hyperparameter: what it is tried with, and two values of it. */
const TRIED: Readonly<Record<string, readonly [base: Given, one: string, other: string]>> = {
	num_components: [USUAL, '3', '4'],
	mini_batch_size: [SKETCH, '100', '7'],
	algorithm_mode: [SKETCH, 'regular', 'randomized'],
	extra_components: [SKETCH, '0', '20'],
	subtract_mean: [USUAL, 'true', 'false']
};

async function fingerprint(given: Given): Promise<number[]> {
	const { v, s, mean } = (await fitPca(given, table)).model.parameters;
	return [...v, ...s, ...mean];
}

describe('every hyperparameter has an effect', () => {
	test.each(Object.entries(TRIED))('%s', async (name, [base, one, other]) => {
		const first = await fingerprint({ ...base, [name]: one });
		expect(await fingerprint({ ...base, [name]: other })).not.toEqual(first);
		expect(await fingerprint({ ...base, [name]: one })).toEqual(first);
	});

	test('and feature_dim refuses another width, mini_batch_size fewer rows', async () => {
		await expect(fitPca({ ...USUAL, feature_dim: '65' }, table)).rejects.toMatchObject({
			code: 'FeatureMismatch',
			message: 'cannot copy sequence with size 64 to array axis with dimension 65'
		});
		await expect(fitPca({ ...USUAL, mini_batch_size: '1798' }, table)).rejects.toMatchObject({
			code: 'EmptyChannel',
			message: expect.stringContaining('the mini-batch size is too high') as string
		});
		expect(new Set([...Object.keys(TRIED), 'feature_dim'])).toEqual(new Set(Object.keys(hyperparameters)));
	});
});

describe('the effects are those that are promised', () => {
	const keptWith = async (extra: string): Promise<number> => {
		const { model } = await fitPca({ ...SKETCH, num_components: '8', extra_components: extra }, table);
		return model.keptOf(table).kept;
	};

	test('extra components bring the sketch nearer to the exact answer; -1 is at least 10', async () => {
		const exact = (await fitPca({ num_components: '8' }, table)).model.keptOf(table).kept;
		const [none, some, all] = [await keptWith('0'), await keptWith('10'), await keptWith('56')];
		expect(exact - none).toBeGreaterThan(exact - some);
		expect(all / exact).toBeCloseTo(1, 7);
		expect(await keptWith('-1')).toBe(some);
	});

	test('what has no effect is told', async () => {
		const { lines } = await fitPca({ ...USUAL, extra_components: '5' }, table);
		expect(lines[1]).toBe('WARNING: extra_components has no effect with algorithm_mode regular.');
	});
});
