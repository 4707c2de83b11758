import { beforeAll, describe, expect, test } from 'vitest';
import type { ServingContainer } from '#engine/container/serve.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import type { ChannelInput } from '#sim/ports.ts';
import { iris } from '#tests/support/datasets.ts';
import {
	ask,
	channel,
	firstImage,
	serve as serveContainer,
	train as trainContainer
} from '#tests/support/first-container.ts';
import { labelsOf } from '#tests/support/record-io-labels.ts';

const IMAGE = firstImage('linear-learner');
const PROTOBUF = 'application/x-recordio-protobuf';
const flowers = iris();
const features = Array.from({ length: 150 }, (_, i) => [...flowers.x.subarray(i * 4, i * 4 + 4)]);
const classes = [...flowers.labels!];
const isVirginica = classes.map((label) => Number(label === 2));

function csv(labels: readonly number[]): string {
	return toCsv(features.map((row, i) => [labels[i]!, ...row]));
}

async function train(
	hyperparameters: Record<string, string>,
	channels: readonly ChannelInput[]
): Promise<{ archive: Uint8Array; lines: string[] }> {
	return trainContainer(IMAGE, { mini_batch_size: '30', num_models: '2', ...hyperparameters }, channels);
}

async function serve(hyperparameters: Record<string, string>, body: string): Promise<ServingContainer> {
	const { archive } = await train(hyperparameters, [channel('train', body, 'text/csv')]);
	return serveContainer(IMAGE, archive);
}

let binary: ServingContainer;
let many: ServingContainer;
let regressor: ServingContainer;

beforeAll(async () => {
	binary = await serve({ predictor_type: 'binary_classifier' }, csv(isVirginica));
	many = await serve({ predictor_type: 'multiclass_classifier', num_classes: '3' }, csv(classes));
	regressor = await serve({ predictor_type: 'regressor' }, csv(features.map(([a]) => a! * 2)));
});

const TWO = '5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n';

describe('training', () => {
	test('reads CSV and recordIO-protobuf, dense and sparse, to the same model; protobuf where nothing is said', async () => {
		const given = { predictor_type: 'binary_classifier' };
		const { archive } = await train(given, [channel('train', csv(isVirginica), 'text/csv;label_size=1')]);
		const dense = channel('train', toRecordIo(features, { labels: isVirginica }));
		expect((await train(given, [dense])).archive).toEqual(archive);
		const sparse = toRecordIo(features, { labels: isVirginica, sparse: true });
		const { lines } = await train(given, [channel('train', sparse, PROTOBUF)]);
		expect(lines[1]).toBe('INFO: 150 rows, 4 sparse features; 2 model(s) side by side');
	});

	test('says what happens in the words of the container', async () => {
		const { lines } = await train({ predictor_type: 'regressor', epochs: '2' }, [
			channel('train', csv(classes), 'text/csv'),
			channel('validation', csv(classes), 'text/csv'),
			channel('test', csv(classes), 'text/csv')
		]);
		const shapes = lines.map((line) => line.replaceAll(/\d+\.\d+(e-\d+)?/g, 'N'));
		expect(shapes.slice(0, 7)).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 150 rows, 4 features; 2 model(s) side by side',
			'#quality_metric: host=algo-1, epoch=0, train mse_objective <loss>=N',
			'#quality_metric: host=algo-1, epoch=0, validation mse_objective <loss>=N',
			'#early_stopping_criteria_metric: host=algo-1, epoch=0, criteria=mse_objective, value=N',
			'#progress_metric: host=algo-1, completed 50 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=300 records/second'
		]);
		expect(shapes.slice(-8)).toEqual([
			'#quality_metric: host=algo-1, validation mse_objective <loss>=N',
			'#quality_metric: host=algo-1, validation mse <loss>=N',
			'#quality_metric: host=algo-1, validation rmse <loss>=N',
			'#quality_metric: host=algo-1, validation absolute_loss <loss>=N',
			'#quality_metric: host=algo-1, test mse_objective <loss>=N',
			'#quality_metric: host=algo-1, test mse <loss>=N',
			'#quality_metric: host=algo-1, test rmse <loss>=N',
			'#quality_metric: host=algo-1, test absolute_loss <loss>=N'
		]);
	});

	test.each([
		['no channel', {}, [], "Caused by: u'train' is a required property"],
		[
			'a channel of another name',
			{},
			[channel('train', '1,2', 'text/csv'), channel('eval', '1,2', 'text/csv')],
			"Caused by: Additional properties are not allowed (u'eval' was unexpected)"
		],
		[
			'libsvm',
			{},
			[channel('train', '1 0:2', 'text/libsvm')],
			"u'text/libsvm' is not one of [u'application/x-recordio-protobuf', u'text/csv']"
		],
		[
			'CSV that is not said to be CSV',
			{},
			[channel('train', '1,2')],
			"Unable to read data channel 'train'. Requested content-type is 'application/x-recordio-protobuf'."
		],
		['an unknown name', { mini_batch: '3' }, [], "Additional properties are not allowed (u'mini_batch' was"],
		['a bad value', { epochs: 'abc' }, [], "u'abc' is not valid under any of the given schemas"],
		['a bad word', { optimizer: 'fast' }, [], "u'fast' is not one of [u'auto', u'sgd', u'adam', u'rmsprop']"]
	])('refuses %s as the container does', async (_, given, channels, words) => {
		await expect(train({ predictor_type: 'regressor', ...given }, channels)).rejects.toThrow(words);
	});
});

describe('answers', () => {
	test('of a binary classifier are the probability and the class', async () => {
		const { predictions } = JSON.parse((await ask(binary, TWO, 'text/csv')).text) as {
			predictions: { score: number; predicted_label: number }[];
		};
		expect(predictions.map((each) => Object.keys(each))).toEqual([
			['score', 'predicted_label'],
			['score', 'predicted_label']
		]);
		expect(predictions.map(({ predicted_label }) => predicted_label)).toEqual([0, 1]);
		expect(predictions[0]!.score).toBeLessThan(predictions[1]!.score);
	});

	test('of several classes are a probability for each, of a regressor the value', async () => {
		const { predictions } = JSON.parse((await ask(many, TWO, 'text/csv')).text) as {
			predictions: { score: number[]; predicted_label: number }[];
		};
		expect(predictions.map(({ predicted_label }) => predicted_label)).toEqual([0, 2]);
		for (const { score } of predictions) expect(score.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
		expect((await ask(regressor, TWO, 'text/csv')).text).toMatch(
			/^\{"predictions": \[\{"score": \d+\.\d+\}, \{"score": \d+\.\d+\}\]\}$/
		);
	});

	test('are the same for CSV, JSON in both forms, JSON Lines, and protobuf, dense and sparse', async () => {
		const rows = [
			[5.1, 3.5, 1.4, 0.2],
			[6.7, 3, 5.2, 2.3]
		];
		const wanted = (await ask(binary, TWO, 'text/csv')).text;
		const plain = rows.map((row) => ({ features: row }));
		const nested = rows.map((values) => ({ data: { features: { values } } }));
		const sparse = rows.map((values) => ({
			data: { features: { keys: [3, 1, 2, 0], shape: [4], values: [3, 1, 2, 0].map((i) => values[i]!) } }
		}));
		for (const instances of [plain, nested, sparse]) {
			expect((await ask(binary, JSON.stringify({ instances }), 'application/json')).text).toBe(wanted);
			const lines = instances.map((each) => JSON.stringify(each)).join('\n');
			expect((await ask(binary, lines, 'application/jsonlines')).text).toBe(wanted);
		}
		for (const isSparse of [false, true]) {
			expect((await ask(binary, toRecordIo(rows, { sparse: isSparse }), PROTOBUF)).text).toBe(wanted);
		}
	});

	test('as JSON Lines have a line a row, as protobuf the labels score and predicted_label', async () => {
		const lines = (await ask(binary, TWO, 'text/csv', 'application/jsonlines')).text;
		expect(lines).toMatch(/^(\{"score": [^,]+, "predicted_label": [01]\}\n){2}$/);
		const { contentType, bytes } = await ask(binary, TWO, 'text/csv', PROTOBUF);
		expect(contentType).toBe(PROTOBUF);
		const said = lines.trim().split('\n');
		const scores = labelsOf(bytes).map(({ score, predicted_label }) => ({
			score: score![0],
			predicted_label: predicted_label![0]
		}));
		expect(scores).toEqual(said.map((line) => JSON.parse(line) as unknown));
	});

	test.each([
		[
			'another width',
			'1,2,3',
			'text/csv',
			undefined,
			400,
			/^unable to evaluate payload provided: .* 3 .* 4$/
		],
		['a missing value', '1,,3,4', 'text/csv', undefined, 400, /^unable to evaluate payload provided/],
		['text', 'a,b,c,d', 'text/csv', undefined, 400, /^unable to evaluate payload provided/],
		['bad JSON', '{"rows": []}', 'application/json', undefined, 400, /it has no list «instances»/],
		['an unknown type', TWO, 'text/libsvm', undefined, 415, /not supported/],
		['CSV as an answer', TWO, 'text/csv', 'text/csv', 406, /not supported/]
	])('refuse %s', async (_, body, type, accept, status, words) => {
		const answer = await ask(binary, body, type, accept);
		expect(answer.status).toBe(status);
		expect(answer.text).toMatch(words);
	});
});
