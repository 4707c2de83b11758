import { beforeAll, describe, expect, test } from 'vitest';
import { unpackArchive } from '#engine/container/archive.ts';
import type { ServingContainer } from '#engine/container/serve.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import { iris } from '#tests/support/datasets.ts';
import { ask, channel, firstImage, serve, train } from '#tests/support/first-container.ts';
import { labelsOf } from '#tests/support/record-io-labels.ts';

const IMAGE = firstImage('knn');
const PROTOBUF = 'application/x-recordio-protobuf';
const CSV = 'text/csv;label_size=1';
const GIVEN = { feature_dim: '4', k: '3', predictor_type: 'classifier', sample_size: '150' };
const flowers = iris();
const features = Array.from({ length: 150 }, (_, i) => [...flowers.x.subarray(i * 4, i * 4 + 4)]);
const classes = [...flowers.labels!];
const csv = toCsv(features.map((row, i) => [classes[i]!, ...row]));
const TWO = '5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n';

let container: ServingContainer;

beforeAll(async () => {
	const { archive } = await train(IMAGE, GIVEN, [channel('train', csv, CSV)]);
	container = await serve(IMAGE, archive);
});

describe('training', () => {
	test('reads CSV and recordIO-protobuf to the same model, and writes three files', async () => {
		const { archive } = await train(IMAGE, GIVEN, [channel('train', csv, 'text/csv')]);
		const records = toRecordIo(features, { labels: classes });
		for (const type of [undefined, PROTOBUF]) {
			expect((await train(IMAGE, GIVEN, [channel('train', records, type)])).archive).toEqual(archive);
		}
		const sparse = toRecordIo(features, { labels: classes, sparse: true });
		const { lines } = await train(IMAGE, GIVEN, [channel('train', sparse)]);
		expect(lines[1]).toBe('INFO: 150 of 150 rows are kept, 4 features each');
		expect(Object.keys(unpackArchive(archive)).sort()).toEqual([
			'model_algo-1',
			'model_algo-1.json',
			'model_algo-1.labels'
		]);
	});

	test('says what happens in the words of the container', async () => {
		const { lines } = await train(IMAGE, { ...GIVEN, mini_batch_size: '100', sample_size: '120' }, [
			channel('train', csv, CSV),
			channel('test', csv, CSV)
		]);
		expect(lines).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 120 of 150 rows are kept, 4 features each',
			'#progress_metric: host=algo-1, completed 100 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=300 records/second',
			expect.stringMatching(/^#test_score \(algo-1\) : \('accuracy', 0\.9\d*\)$/),
			expect.stringMatching(/^#test_score \(algo-1\) : \('accuracy', 0\.9\d*\)$/),
			expect.stringMatching(/^#quality_metric: host=algo-1, test accuracy <score>=0\.9\d*$/)
		]);
		const regressor = { ...GIVEN, predictor_type: 'regressor' };
		const channels = [channel('train', csv, CSV), channel('test', csv, CSV)];
		expect((await train(IMAGE, regressor, channels)).lines.at(-1)).toMatch(
			/^#quality_metric: host=algo-1, test mse <loss>=0\.0\d+$/
		);
	});

	test.each([
		['validation', CSV, "u'validation' was unexpected"],
		['train', 'text/csv;label_size=0', 'label_size=0 is not supported'],
		['train', 'text/libsvm', "u'text/libsvm' is not one of [u'application/x-recordio-protobuf', u'text/csv']"]
	])('refuses channel %s as %s', async (name, type, message) => {
		const channels = [...(name === 'train' ? [] : [channel('train', csv, CSV)]), channel(name, csv, type)];
		await expect(train(IMAGE, GIVEN, channels)).rejects.toThrow(message);
	});

	test.each([
		[{ k: '0' }, "u'0' is not valid under any of the given schemas"],
		[{ nprobe: '3' }, "Additional properties are not allowed (u'nprobe' was unexpected)"],
		[{ index_type: 'faiss.HNSW' }, "u'faiss.HNSW' is not one of [u'faiss.Flat'"]
	])('refuses %o', async (more, message) => {
		await expect(
			train(IMAGE, { ...GIVEN, ...more } as Record<string, string>, [channel('train', csv, CSV)])
		).rejects.toThrow(message);
	});
});

describe('answers', () => {
	const verbose = 'application/json; verbose=true';

	test('JSON has the label as a number with a point', async () => {
		const expected = '{"predictions": [{"predicted_label": 0.0}, {"predicted_label": 2.0}]}';
		expect(await ask(container, TWO, 'text/csv')).toMatchObject({ status: 200, text: expected });
		const json = JSON.stringify({
			instances: [{ features: [5.1, 3.5, 1.4, 0.2] }, { data: { features: { values: [6.7, 3, 5.2, 2.3] } } }]
		});
		expect((await ask(container, json, 'application/json')).text).toBe(expected);
		expect((await ask(container, TWO, 'text/csv', 'application/jsonlines')).text).toBe(
			'{"predicted_label": 0.0}\n{"predicted_label": 2.0}\n'
		);
	});

	test('a verbose answer has distances, from the smallest, and labels', async () => {
		const { text } = await ask(container, TWO, 'text/csv', verbose);
		const { predictions } = JSON.parse(text) as {
			predictions: { predicted_label: number; distances: number[]; labels: number[] }[];
		};
		expect(predictions.map(({ labels }) => labels)).toEqual([
			[0, 0, 0],
			[2, 2, 2]
		]);
		for (const { distances } of predictions) {
			expect(distances).toEqual(distances.toSorted((a, b) => a - b));
			expect(distances[0]).toBe(0);
		}
	});

	test('recordIO-protobuf has a label for each field, verbose or not', async () => {
		const records = toRecordIo(features.slice(0, 1));
		expect(labelsOf((await ask(container, records, PROTOBUF, PROTOBUF)).bytes)).toEqual([
			{ predicted_label: [classes[0]] }
		]);
		const [one] = labelsOf((await ask(container, records, PROTOBUF, `${PROTOBUF}; verbose=true`)).bytes);
		expect(Object.keys(one!)).toEqual(['predicted_label', 'distances', 'labels']);
		expect(one!['distances']).toHaveLength(3);
	});

	test('a request of another width or kind is refused', async () => {
		expect(await ask(container, '1,2,3\n', 'text/csv')).toMatchObject({
			status: 400,
			text: 'unable to evaluate payload provided: cannot copy sequence with size 3 to array axis with dimension 4'
		});
		expect((await ask(container, '1,2,,4\n', 'text/csv')).status).toBe(400);
		expect((await ask(container, TWO, 'text/libsvm')).status).toBe(415);
		expect((await ask(container, TWO, 'text/csv', 'text/html')).status).toBe(406);
	});
});
