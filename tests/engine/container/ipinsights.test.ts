import { beforeAll, describe, expect, test } from 'vitest';
import { unpackArchive } from '#engine/container/archive.ts';
import type { ServingContainer } from '#engine/container/serve.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { ask, channel, firstImage, serve, train as trainIn } from '#tests/support/first-container.ts';
import { homes } from '#tests/support/ip.ts';

const IMAGE = firstImage('ipinsights');
const { texts, rows } = homes(200, 1);
const csv = Array.from({ length: rows }, (_, row) => `${texts![2 * row]}, ${texts![2 * row + 1]}`).join('\n');
const BASICS = {
	num_entity_vectors: '20',
	vector_dim: '4',
	mini_batch_size: '50',
	epochs: '2',
	learning_rate: '0.02'
};

const train = (given: Record<string, string>, ...channels: Parameters<typeof trainIn>[2]) =>
	trainIn(IMAGE, { ...BASICS, ...given }, channels);

let archive: Uint8Array;
let container: ServingContainer;
beforeAll(async () => {
	({ archive } = await train({}, channel('train', csv, 'text/csv')));
	container = await serve(IMAGE, archive);
});

describe('training', () => {
	test('says what happens', async () => {
		const given = { batch_metrics_publish_interval: '2' };
		const { lines } = await train(given, channel('train', csv, 'text/csv'), channel('validation', csv));
		expect(lines.slice(0, 8).map((line) => line.replace(/\d+\.\d+$/, 'N'))).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 200 pairs; 6 of 20 entity vectors in use',
			'INFO: Epoch[0] Batch [2] Speed: 200 samples/sec cross_entropy=N',
			'INFO: Epoch[0] Batch [4] Speed: 200 samples/sec cross_entropy=N',
			'#quality_metric: host=algo-1, epoch=0, train cross_entropy <loss>=N',
			'#quality_metric: host=algo-1, epoch=0, validation discriminator_auc <score>=N',
			'#progress_metric: host=algo-1, completed 50 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=100 records/second'
		]);
	});

	test('needs no word about labels', async () => {
		for (const type of [undefined, 'text/csv', 'text/csv;label_size=0', 'text/csv; charset=utf-8']) {
			const again = (await train({}, channel('train', csv, type))).archive;
			expect(Buffer.compare(again, archive)).toBe(0);
		}
	});

	test.each([
		['recordIO', [channel('train', csv, 'application/x-recordio-protobuf')], "is not one of [u'text/csv"],
		['labels', [channel('train', csv, 'text/csv;label_size=1')], 'label_size=1 is not supported'],
		['a test channel', [channel('train', csv), channel('test', csv)], "(u'test' was unexpected)"],
		['three columns', [channel('train', 'a,1.2.3.4,5')], "Channel 'train' has 3 columns, but 2 are needed."],
		['an address that is none', [channel('train', 'a,1.2.3.400')], '"1.2.3.400" is no IPv4 address']
	])('refuses %s', async (_title, channels, words) => {
		await expect(train({}, ...channels)).rejects.toThrow(words);
	});

	test('the archive holds arrays that MXNet reads', () => {
		const shapes = readNdArrays(unpackArchive(archive)['model_algo-1']!).map(({ name, shape }) => [
			name,
			shape[1]
		]);
		expect(shapes).toEqual([
			['entity_weight', 4],
			['prefix_weight', 4],
			['fc0_weight', 4],
			['fc0_bias', undefined]
		]);
	});
});

describe('answers', () => {
	const PLAIN = /^\{"predictions": \[\{"dot_product": -?\d+\.\d+\}\]\}$/;

	test('to CSV, JSON and JSON Lines are the same', async () => {
		const { text, contentType } = await ask(container, 'user 3, 13.7.1.5', 'text/csv');
		expect(text).toMatch(PLAIN);
		expect(contentType).toBe('application/json');
		const json = '{"instances": [{"features": ["user 3", "13.7.1.5"]}]}';
		expect((await ask(container, json, 'application/json')).text).toBe(text);
		const lines = await ask(
			container,
			'{"features": ["user 3", "13.7.1.5"]}',
			'application/jsonlines',
			'application/jsonlines'
		);
		expect(JSON.parse(lines.text)).toEqual((JSON.parse(text) as { predictions: unknown[] }).predictions[0]);
	});

	test.each(['application/json;verbose=True', 'application/jsonlines; verbose=True'])(
		'%s shows the vectors',
		async (accept) => {
			const { text } = await ask(container, 'user 3, 13.7.1.5', 'text/csv', accept);
			const answer = JSON.parse(text) as { predictions?: Record<string, number[]>[] };
			const row = answer.predictions?.[0] ?? (answer as Record<string, number[]>);
			expect(Object.keys(row)).toEqual(['dot_product', 'ip_embedding', 'entity_embedding']);
			const product = row['ip_embedding']!.reduce(
				(sum, value, f) => sum + value * row['entity_embedding']![f]!,
				0
			);
			expect(row['dot_product']).toBeCloseTo(product, 4);
		}
	);

	test.each([
		['one column', 'user 3', 'text/csv', undefined, 400, 'with size 1 to array axis with dimension 2'],
		['an address that is none', 'user 3,home', 'text/csv', undefined, 400, '"home" is no IPv4 address'],
		['an answer in CSV', 'user 3,1.2.3.4', 'text/csv', 'text/csv', 406, "'text/csv' is not supported"],
		['recordIO', 'x', 'application/x-recordio-protobuf', undefined, 415, 'is not supported']
	])('refuse %s', async (_title, body, type, accept, status, words) => {
		const answer = await ask(container, body, type, accept);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(words);
	});
});
