import { describe, expect, test } from 'vitest';
import { hyperparameters } from '#ml/algorithms/ipinsights/hyperparameters.ts';
import { fitIp, homes, pairsTable } from '#tests/support/ip.ts';

type Given = Readonly<Record<string, string>>;

const SHORT: Given = {
	num_entity_vectors: '50',
	vector_dim: '8',
	epochs: '2',
	mini_batch_size: '50',
	learning_rate: '0.02'
};

/** Of every hyperparameter: what it is tried with, and two values of it. */
const TRIED: Readonly<Record<string, readonly [base: Given, one: string, other: string]>> = {
	num_entity_vectors: [SHORT, '50', '60'],
	vector_dim: [SHORT, '8', '12'],
	batch_metrics_publish_interval: [SHORT, '1', '3'],
	epochs: [SHORT, '2', '3'],
	learning_rate: [SHORT, '0.02', '0.01'],
	mini_batch_size: [SHORT, '50', '40'],
	num_ip_encoder_layers: [SHORT, '1', '3'],
	random_negative_sampling_rate: [SHORT, '1', '2'],
	shuffled_negative_sampling_rate: [SHORT, '1', '0'],
	weight_decay: [SHORT, '0', '0.1']
};

describe('every hyperparameter has an effect', () => {
	const fingerprint = async (given: Given): Promise<unknown> => {
		const { model, lines } = await fitIp(given, homes(200, 1));
		return [[...model.network.entities], [...model.network.prefixes.subarray(0, 5000)], lines];
	};

	test.each(Object.entries(TRIED))('%s', async (name, [base, one, other]) => {
		expect(await fingerprint({ ...base, [name]: other })).not.toEqual(
			await fingerprint({ ...base, [name]: one })
		);
	});

	test('and the tuning metric only says what is watched', () => {
		expect(new Set([...Object.keys(TRIED), '_tuning_objective_metric'])).toEqual(
			new Set(Object.keys(hyperparameters))
		);
	});

	test('a penalty makes numbers small', async () => {
		const size = async (weight_decay: string): Promise<number> => {
			const { network } = (await fitIp({ ...SHORT, epochs: '20', weight_decay }, homes(200, 1))).model;
			return network.layers[0]!.weights.reduce((sum, value) => sum + value ** 2, 0);
		};
		expect(await size('1')).toBeLessThan((await size('0')) / 20);
	});
});

describe('what is learnt', () => {
	test('each user’s own network scores high, other users’ and strange ones low', async () => {
		const { model, metrics } = await fitIp({ ...SHORT, epochs: '20' }, homes(800, 1), homes(200, 2));
		const aucs = metrics('validation discriminator_auc <score>');
		expect(aucs).toHaveLength(20);
		expect(aucs.at(-1)).toBeGreaterThan(0.93);
		const losses = metrics('train cross_entropy <loss>');
		expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
		const [own, others, strange] = model.predict(
			pairsTable([
				['user 3', '13.7.2.99'],
				['user 3', '15.11.2.99'],
				['user 3', '201.80.1.7']
			])
		).fields[0]!.values;
		expect(own).toBeGreaterThan(1);
		expect(others).toBeLessThan(0);
		expect(strange).toBeLessThan(0);
	});

	test('an address of a network is near to its neighbours, and far from others', async () => {
		const { model } = await fitIp({ ...SHORT, epochs: '20' }, homes(800, 1));
		const [, ip, entity] = model.predict(
			pairsTable([
				['user 3', '13.7.2.1'],
				['user 3', '13.7.2.200'],
				['user 3', '11.3.2.200']
			]),
			{ verbose: true }
		).fields;
		expect([ip!.name, ip!.width, entity!.name]).toEqual(['ip_embedding', 8, 'entity_embedding']);
		expect(ip!.values.slice(0, 8)).toEqual(ip!.values.slice(8, 16));
		expect(ip!.values.slice(0, 8)).not.toEqual(ip!.values.slice(16, 24));
	});
});

describe('data of every kind', () => {
	test.each([
		['one pair', pairsTable([['a', '1.2.3.4']])],
		['equal pairs', pairsTable(Array.from({ length: 70 }, () => ['a', '1.2.3.4'] as const))],
		[
			'an empty name',
			pairsTable([
				['', '1.2.3.4'],
				['Zoë, «ö»', '0.0.0.0']
			])
		]
	])('%s', async (_title, table) => {
		const { model } = await fitIp(SHORT, table, table);
		expect(model.predict(table).fields[0]!.values.every(Number.isFinite)).toBe(true);
	});

	test.each([
		['a header', [['user', 'ip']], 'BadAddress', `row 1: "ip" is no IPv4 address`],
		[
			'IPv6',
			[
				['a', '1.2.3.4'],
				['b', '2001:db8::1']
			],
			'BadAddress',
			'row 2: "2001:db8::1"'
		],
		['a part above 255', [['a', '1.2.3.256']], 'BadAddress', '"1.2.3.256"'],
		['nothing', [], 'EmptyChannel', 'No data in train channel']
	])('%s is refused', async (_title, rows, code, words) => {
		const refused = fitIp(SHORT, pairsTable(rows as [string, string][]));
		await expect(refused).rejects.toMatchObject({ kind: 'user', code });
		await expect(refused).rejects.toThrow(words);
	});

	test.each([
		[
			{ random_negative_sampling_rate: '0', shuffled_negative_sampling_rate: '0' },
			'is 0, but must be in [1, 500]'
		],
		[{ random_negative_sampling_rate: '300', shuffled_negative_sampling_rate: '300' }, 'is 600'],
		[{ num_entity_vectors: '250000000', vector_dim: '128' }, 'more than 2^28 numbers']
	])('%j is refused', async (more, words) => {
		await expect(fitIp({ ...SHORT, ...(more as Given) }, homes(20, 1))).rejects.toThrow(words);
	});
});
