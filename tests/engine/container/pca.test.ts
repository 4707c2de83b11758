import { beforeAll, describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { unpackArchive } from '#engine/container/archive.ts';
import { loadContainer, type ServingContainer } from '#engine/container/serve.ts';
import { trainInContainer } from '#engine/container/train.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import type { ChannelInput } from '#sim/ports.ts';
import { iris } from '#tests/support/datasets.ts';

const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/pca:1';
const PROTOBUF = 'application/x-recordio-protobuf';
const CSV = 'text/csv;label_size=0';
const flowers = iris();
const rows = Array.from({ length: 150 }, (_, i) => [...flowers.x.subarray(i * 4, i * 4 + 4)]);

function channel(name: string, body: string | Uint8Array, contentType?: string): ChannelInput {
	const bytes = typeof body === 'string' ? encodeUtf8(body) : body;
	return { name, contentType, files: [{ key: `data/${name}/part`, bytes }] };
}

async function train(
	hyperparameters: Record<string, string>,
	channels: readonly ChannelInput[]
): Promise<{ archive: Uint8Array; lines: string[] }> {
	const lines: string[] = [];
	let now = 0;
	const outcome = await trainInContainer(
		{
			jobName: 'job',
			image: IMAGE,
			hyperparameters: { feature_dim: '4', mini_batch_size: '50', num_components: '2', ...hyperparameters },
			channels,
			instanceType: 'ml.m5.large',
			instanceCount: 1
		},
		{ log: (line) => lines.push(line), stop: { aborted: false }, now: () => (now += 500) }
	);
	return { archive: outcome.modelArchive!, lines };
}

let container: ServingContainer;
let archive: Uint8Array;

beforeAll(async () => {
	({ archive } = await train({}, [channel('train', toCsv(rows), CSV)]));
	container = await loadContainer(
		{ image: IMAGE, modelArchive: archive, environment: {} },
		{ log: () => {} }
	);
});

async function ask(
	body: string | Uint8Array,
	contentType?: string,
	accept?: string
): Promise<{ status: number; text: string }> {
	const bytes = typeof body === 'string' ? encodeUtf8(body) : body;
	const output = await container.invoke({ body: bytes, contentType, accept });
	return { status: output.status, text: decodeUtf8(output.body) };
}

describe('training', () => {
	test('reads CSV without labels and recordIO-protobuf to the same model', async () => {
		for (const file of [toRecordIo(rows), toRecordIo(rows, { labels: [...flowers.labels!] })]) {
			expect((await train({}, [channel('train', file)])).archive).toEqual(archive);
		}
		const { lines } = await train({}, [channel('train', toRecordIo(rows, { sparse: true }), PROTOBUF)]);
		expect(lines[1]).toBe('INFO: 150 rows, 4 sparse features; mode regular');
	});

	test('says what happens in the words of the container', async () => {
		const { lines } = await train({ algorithm_mode: 'randomized' }, [
			channel('train', toCsv(rows), CSV),
			channel('test', toCsv(rows.slice(0, 30)), CSV)
		]);
		expect(lines.map((line) => line.replaceAll(/\d+\.\d+/g, 'N'))).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 150 rows, 4 features; mode randomized',
			'#progress_metric: host=algo-1, completed 100 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=300 records/second',
			'INFO: train: the components keep N of the variance; mean squared reconstruction error N',
			'INFO: test: the components keep N of the variance; mean squared reconstruction error N'
		]);
		expect(lines[4]).toContain('keep 0.9776');
	});

	test.each([
		[
			'CSV that does not say it has no label',
			{},
			[channel('train', '1,2,3,4', 'text/csv')],
			"u'text/csv' is not one of"
		],
		[
			'another width',
			{},
			[channel('train', '1,2,3', CSV)],
			'cannot copy sequence with size 3 to array axis with dimension 4'
		],
		['fewer rows than a batch', {}, [channel('train', '1,2,3,4', CSV)], 'No training data processed.'],
		[
			'more components than features',
			{ num_components: '5' },
			[channel('train', '1,2,3,4', CSV)],
			'5 is more than feature_dim'
		],
		[
			'an unknown mode',
			{ algorithm_mode: 'exact' },
			[],
			"u'exact' is not one of [u'regular', u'randomized']"
		],
		[
			'extra components below -1',
			{ extra_components: '-2' },
			[],
			"u'-2' is not valid under any of the given schemas"
		]
	])('refuses %s as the container does', async (_, given, channels, words) => {
		await expect(train(given, channels)).rejects.toThrow(words);
	});
});

describe('answers', () => {
	test('are projections, the greatest component last, in every form', async () => {
		const arrays = readNdArrays(unpackArchive(archive)['model_algo-1']!);
		const [v, mean] = ['v', 'mean'].map((name) => arrays.find((array) => array.name === name)!.values);
		const two = rows.slice(0, 2);
		const wanted = two.map((row) =>
			[0, 1].map((c) => row.reduce((sum, value, j) => sum + (value - mean![j]!) * v![j * 2 + c]!, 0))
		);
		const text = (await ask(toCsv(two), 'text/csv')).text;
		const { projections } = JSON.parse(text) as { projections: { projection: number[] }[] };
		for (const [i, { projection }] of projections.entries()) {
			projection.forEach((value, c) => expect(value).toBeCloseTo(wanted[i]![c]!, 4));
		}
		expect((await ask(toCsv(two), 'text/csv', 'application/jsonlines')).text).toMatch(
			/^(\{"projection": \[-?\d+\.\d+, -?\d+\.\d+\]\}\n){2}$/
		);
		const asJson = JSON.stringify({ instances: two.map((features) => ({ features })) });
		for (const [body, type] of [
			[asJson, 'application/json'],
			[toRecordIo(two), PROTOBUF]
		] as const) {
			expect((await ask(body, type)).text).toBe(text);
		}
		expect((await ask(toCsv(two), 'text/csv', PROTOBUF)).text).toContain('projection');
	});

	test('refuse another width, a missing value and CSV as an answer', async () => {
		expect((await ask('1,2,3', 'text/csv')).status).toBe(400);
		expect((await ask('1,,3,4', 'text/csv')).status).toBe(400);
		expect((await ask('1,2,3,4', 'text/csv', 'text/csv')).status).toBe(406);
	});
});
