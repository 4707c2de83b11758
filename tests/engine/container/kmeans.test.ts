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

const IMAGE = '382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1';
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
			hyperparameters: { feature_dim: '4', k: '3', ...hyperparameters },
			channels,
			instanceType: 'ml.m5.large',
			instanceCount: 1
		},
		{ log: (line) => lines.push(line), stop: { aborted: false }, now: () => (now += 500) }
	);
	return { archive: outcome.modelArchive!, lines };
}

let container: ServingContainer;
let centers: ArrayLike<number>;

beforeAll(async () => {
	const { archive } = await train({}, [channel('train', toCsv(rows), CSV)]);
	container = await loadContainer(
		{ image: IMAGE, modelArchive: archive, environment: {} },
		{ log: () => {} }
	);
	centers = readNdArrays(unpackArchive(archive)['model_algo-1']!)[0]!.values;
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
	test('reads CSV without labels and recordIO-protobuf, with labels or without, to the same model', async () => {
		const { archive } = await train({}, [channel('train', toCsv(rows), CSV)]);
		for (const file of [toRecordIo(rows), toRecordIo(rows, { labels: [...flowers.labels!] })]) {
			expect((await train({}, [channel('train', file)])).archive).toEqual(archive);
		}
		const { lines } = await train({}, [channel('train', toRecordIo(rows, { sparse: true }), PROTOBUF)]);
		expect(lines[1]).toBe('INFO: 150 rows, 4 sparse features; 30 working centers');
	});

	test('says what happens in the words of the container', async () => {
		const { lines } = await train({ eval_metrics: '["msd", "ssd"]', local_lloyd_num_trials: '2' }, [
			channel('train', toCsv(rows), CSV),
			channel('test', toCsv(rows), CSV)
		]);
		expect(lines.map((line) => line.replace(/\d+\.\d+$/, 'N'))).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 150 rows, 4 features; 30 working centers',
			'INFO: epoch 0: mean square distance to the working centers N',
			'#progress_metric: host=algo-1, completed 100 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=300 records/second',
			'INFO: shrinking 30 centers into 3',
			'INFO: local kmeans attempt #0. Current mean square distance N',
			'INFO: local kmeans attempt #1. Current mean square distance N',
			'INFO: finished shrinking process. Mean Square Distance = N',
			'#quality_metric: host=algo-1, train msd <loss>=N',
			'#quality_metric: host=algo-1, test msd <loss>=N',
			'#quality_metric: host=algo-1, test ssd <loss>=N'
		]);
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
		[
			'no k',
			{ k: '' },
			[channel('train', '1,2,3,4', CSV)],
			"u'' is not valid under any of the given schemas"
		],
		[
			'k below 1',
			{ k: '0' },
			[channel('train', '1,2,3,4', CSV)],
			"u'0' is not valid under any of the given schemas"
		],
		[
			'a bad metric',
			{ eval_metrics: '["mse"]' },
			[channel('train', '1,2,3,4', CSV)],
			"u'mse' is not one of [u'msd', u'ssd']"
		],
		[
			'an unknown channel',
			{},
			[channel('train', '1,2,3,4', CSV), channel('validation', '1,2,3,4', CSV)],
			"u'validation' was unexpected"
		]
	])('refuses %s as the container does', async (_, given, channels, words) => {
		await expect(train(given, channels)).rejects.toThrow(words);
	});
});

describe('answers', () => {
	const wanted = (row: readonly number[]): { closest_cluster: number; distance_to_cluster: number } => {
		const distances = [0, 1, 2].map((c) => Math.hypot(...row.map((value, j) => value - centers[c * 4 + j]!)));
		const distance = Math.min(...distances);
		return { closest_cluster: distances.indexOf(distance), distance_to_cluster: distance };
	};

	test('are cluster and distance, in every form', async () => {
		const two = rows.slice(0, 2);
		const text = toCsv(two);
		const { predictions } = JSON.parse((await ask(text, 'text/csv')).text) as {
			predictions: ReturnType<typeof wanted>[];
		};
		for (const [i, row] of two.entries()) {
			expect(predictions[i]!.closest_cluster).toBe(wanted(row).closest_cluster);
			expect(predictions[i]!.distance_to_cluster).toBeCloseTo(wanted(row).distance_to_cluster, 5);
		}
		expect((await ask(text, 'text/csv', 'application/jsonlines')).text).toMatch(
			/^(\{"closest_cluster": [012]\.0, "distance_to_cluster": \d+\.\d+\}\n){2}$/
		);
		expect((await ask(text, 'text/csv', 'text/csv')).text).toMatch(/^([012]\.0,\d+\.\d+\n?){2}$/);
		const asJson = JSON.stringify({ instances: two.map((features) => ({ features })) });
		for (const [body, type] of [
			[asJson, 'application/json'],
			[toRecordIo(two), PROTOBUF]
		] as const) {
			expect((await ask(body, type)).text).toBe((await ask(text, 'text/csv')).text);
		}
		expect((await ask(text, 'text/csv', PROTOBUF)).text).toContain('distance_to_cluster');
	});

	test('refuse another width and a missing value', async () => {
		expect((await ask('1,2,3', 'text/csv')).status).toBe(400);
		expect((await ask('1,,3,4', 'text/csv')).status).toBe(400);
	});
});
