import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { unpackArchive } from '#engine/container/archive.ts';
import type { ServingContainer } from '#engine/container/serve.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { readStoredZip } from '#ml/data/stored-zip.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import { ask, channel, firstImage, serve, train as trainIn } from '#tests/support/first-container.ts';
import { labelsOf } from '#tests/support/record-io-labels.ts';

const IMAGE = firstImage('factorization-machines');
const PROTOBUF = 'application/x-recordio-protobuf';
/** The first 600 ratings, users modulo 40 and films modulo 60. */
const lines = readFileSync('lessons/factorization-machines/data/ratings.csv', 'utf8')
	.split('\n')
	.slice(1, 601);
const cells = lines.map((line) => line.split(',').map(Number) as [number, number, number]);
const rows = cells.map(([user, movie]) => ({ keys: [user % 40, 40 + (movie % 60)] }));
const stars = cells.map(([, , rating]) => rating);
const liked = stars.map((rating) => Number(rating >= 8));
const BASICS = { feature_dim: '100', num_factors: '3', mini_batch_size: '100', epochs: '2' };

const train = (given: Record<string, string>, ...channels: Parameters<typeof trainIn>[2]) =>
	trainIn(IMAGE, { ...BASICS, ...given }, channels);
const file = (labels: readonly number[]): Uint8Array => toRecordIo(rows, { labels, columns: 100 });

let regressor: ServingContainer;
let classifier: ServingContainer;
let archive: Uint8Array;

beforeAll(async () => {
	const first = await train({ predictor_type: 'regressor' }, channel('train', file(stars)));
	archive = first.archive;
	regressor = await serve(IMAGE, archive);
	const second = await train({ predictor_type: 'binary_classifier' }, channel('train', file(liked)));
	classifier = await serve(IMAGE, second.archive);
});

describe('training', () => {
	test('says what happens in the words of the container', async () => {
		const { lines: said } = await train(
			{ predictor_type: 'regressor', bias_init_scale: '3' },
			channel('train', file(stars), PROTOBUF),
			channel('test', file(stars), PROTOBUF)
		);
		expect(said.map((line) => line.replace(/\d+\.\d+$/, 'N'))).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 600 rows with 1200 values that are not 0; 99 of 100 features occur',
			'WARNING: bias_init_scale has no effect with bias_init_method normal.',
			'#quality_metric: host=algo-1, epoch=0, train rmse <loss>=N',
			'#quality_metric: host=algo-1, epoch=0, train mse <loss>=N',
			'#quality_metric: host=algo-1, epoch=0, train absolute_loss <loss>=N',
			'#progress_metric: host=algo-1, completed 50 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=1200 records/second',
			'#quality_metric: host=algo-1, epoch=1, train rmse <loss>=N',
			'#quality_metric: host=algo-1, epoch=1, train mse <loss>=N',
			'#quality_metric: host=algo-1, epoch=1, train absolute_loss <loss>=N',
			'#progress_metric: host=algo-1, completed 100 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=1200 records/second',
			'#quality_metric: host=algo-1, test rmse <loss>=N',
			'#quality_metric: host=algo-1, test mse <loss>=N',
			'#quality_metric: host=algo-1, test absolute_loss <loss>=N'
		]);
	});

	test('dense rows in recordIO-protobuf are as good', async () => {
		const dense = rows.map(({ keys }) =>
			Float32Array.from({ length: 100 }, (_, j) => Number(keys.includes(j)))
		);
		const body = toRecordIo(dense, { labels: stars });
		expect((await train({ predictor_type: 'regressor' }, channel('train', body))).archive).toEqual(archive);
	});

	test.each([
		[
			'CSV',
			{},
			[channel('train', '1,2', 'text/csv')],
			"u'text/csv' is not one of [u'application/x-recordio-protobuf']"
		],
		['no channel', {}, [], "u'train' is a required property"],
		[
			'a validation channel',
			{},
			[channel('train', file(stars)), channel('validation', file(stars))],
			"(u'validation' was unexpected)"
		],
		[
			'wider rows',
			{ feature_dim: '99' },
			[channel('train', file(stars))],
			'cannot copy sequence with size 100 to array axis with dimension 99'
		],
		[
			'a large batch',
			{ mini_batch_size: '1000' },
			[channel('train', file(stars))],
			'the mini-batch size is too high'
		],
		['no labels', {}, [channel('train', toRecordIo(rows, { columns: 100 }))], 'has no label'],
		['an unknown name', { epoch: '3' }, [], "Additional properties are not allowed (u'epoch' was unexpected)"]
	])('refuses %s as the container does', async (_title, given, channels, words) => {
		await expect(train({ predictor_type: 'regressor', ...given }, ...channels)).rejects.toThrow(words);
	});

	test('the archive holds the arrays that MXNet reads', () => {
		const files = readStoredZip(unpackArchive(archive)['model_algo-1']!)!;
		const shapes = readNdArrays(files['params']!).map(({ name, shape }) => [name, shape]);
		expect(shapes).toEqual([
			['arg:w0_weight', [1]],
			['arg:w1_weight', [100, 1]],
			['arg:v', [100, 3]]
		]);
	});
});

describe('answers', () => {
	const keyed =
		'{"instances": [{"data": {"features": {"keys": [3, 70], "shape": [100], "values": [1, 1]}}}]}';

	test('of a regressor are scores', async () => {
		expect((await ask(regressor, keyed, 'application/json')).text).toMatch(
			/^\{"predictions": \[\{"score": \d\.\d+\}\]\}$/
		);
	});

	test('of a classifier are the probability and the class, in every form', async () => {
		const { text } = await ask(classifier, keyed, 'application/json');
		expect(text).toMatch(/^\{"predictions": \[\{"score": 0\.\d+, "predicted_label": [01]\}\]\}$/);
		const { score, predicted_label } = (JSON.parse(text) as { predictions: Record<string, number>[] })
			.predictions[0]!;
		expect(predicted_label).toBe(Number(score! >= 0.5));
		const lines = (await ask(classifier, keyed, 'application/json', 'application/jsonlines')).text;
		expect(JSON.parse(lines)).toEqual({ score, predicted_label });
		const body = toRecordIo([{ keys: [3, 70] }], { columns: 100 });
		expect(labelsOf((await ask(classifier, body, PROTOBUF, PROTOBUF)).bytes)).toEqual([
			{ score: [Math.fround(score!)], predicted_label: [predicted_label] }
		]);
	});

	test.each([
		['CSV', '1,2', 'text/csv', undefined, 415, "'text/csv' is not supported"],
		['an answer in CSV', keyed, 'application/json', 'text/csv', 406, "'text/csv' is not supported"],
		[
			'rows of another width',
			keyed.replace('[100]', '[99]'),
			'application/json',
			undefined,
			400,
			'with size 99 to array axis with dimension 100'
		]
	])('refuse %s', async (_title, body, type, accept, status, words) => {
		const answer = await ask(regressor, body, type, accept);
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(words);
	});
});
