import { gzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { packArchive } from '#engine/container/archive.ts';
import { pythonFloat } from '#engine/container/python-text.ts';
import { loadContainer, type ServingContainer } from '#engine/container/serve.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { iris, tableOf, withMissing } from '#tests/support/datasets.ts';
import { fit } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
let regression: ServingContainer;
let classes: ServingContainer;
const lines: string[] = [];
const log = (line: string): void => void lines.push(line);

async function serve(
	given: Record<string, string>,
	table: Dataset,
	environment: Record<string, string> = {}
): Promise<ServingContainer> {
	const { model } = await fit(given, table);
	return loadContainer({ image: IMAGE, modelArchive: packArchive(model.toFiles()), environment }, { log });
}

beforeAll(async () => {
	regression = await serve({ num_round: '5' }, withMissing());
	classes = await serve({ objective: 'multi:softprob', num_class: '3', num_round: '3' }, iris());
});

async function ask(
	container: ServingContainer,
	body: string,
	contentType: string | undefined = 'text/csv',
	accept?: string
): Promise<{ status: number; contentType: string; text: string }> {
	const output = await container.invoke({ body: encodeUtf8(body), contentType, accept });
	return { status: output.status, contentType: output.contentType, text: decodeUtf8(output.body) };
}

const ROWS = '0.1,0.2,0.3,0.4,0.5\n-1,,0,,2\n';

async function expected(): Promise<number[]> {
	const { model } = await fit({ num_round: '5' }, withMissing());
	const table = tableOf([
		[0.1, 0.2, 0.3, 0.4, 0.5],
		[-1, null, 0, null, 2]
	]);
	return Array.from(model.predict(table).fields[0]!.values);
}

describe('answers', () => {
	test('as CSV are one line, joined by commas', async () => {
		const answer = await ask(regression, ROWS);
		expect(answer).toMatchObject({ status: 200, contentType: 'text/csv' });
		expect(answer.text).not.toContain('\n');
		expect(answer.text.split(',').map(Number)).toEqual(await expected());
	});

	test('as JSON are a list of scores', async () => {
		const { text, contentType } = await ask(regression, ROWS, 'text/csv', 'application/json');
		expect(contentType).toBe('application/json');
		expect(JSON.parse(text)).toEqual({ predictions: (await expected()).map((score) => ({ score })) });
	});

	test('as JSON Lines are one score a line', async () => {
		const { text } = await ask(regression, ROWS, 'text/csv', 'application/jsonlines');
		expect(
			text
				.trim()
				.split('\n')
				.map((line) => (JSON.parse(line) as { score: number }).score)
		).toEqual(await expected());
	});

	test('of several classes are a list per row', async () => {
		const rows = '5.1,3.5,1.4,0.2\n6.7,3.0,5.2,2.3\n';
		const { text } = await ask(classes, rows);
		expect(text).toMatch(/^\[0\.\d+, 0\.\d+, 0\.\d+\],\[0\.\d+, 0\.\d+, 0\.\d+\]$/);
		const { predictions } = JSON.parse((await ask(classes, rows, 'text/csv', 'application/json')).text) as {
			predictions: { score: number[] }[];
		};
		expect(predictions.map(({ score }) => score.indexOf(Math.max(...score)))).toEqual([0, 2]);
	});

	test.each([undefined, '', '*/*', 'text/*', 'text/html, text/csv;q=0.9'])(
		'to Accept %j are CSV',
		async (accept) => {
			expect((await ask(regression, ROWS, 'text/csv', accept)).contentType).toBe('text/csv');
		}
	);
});

describe('requests', () => {
	test('may separate cells otherwise, and end in CRLF or nothing', async () => {
		const { text } = await ask(regression, '1,2,3,4,5');
		expect((await ask(regression, '1;2;3;4;5\r\n')).text).toBe(text);
		expect((await ask(regression, '1\t2\t3\t4\t5')).text).toBe(text);
	});

	test('may be many libsvm rows, wide and nearly empty, that name but their first columns', async () => {
		const columns = 1_000_000;
		const table = { ...tableOf([[1], [2], [3], [4]], [1, 1, 5, 5]), columns, x: new Float32Array(0) };
		const sparse = {
			starts: Uint32Array.of(0, 1, 2, 3, 4),
			places: new Uint32Array(4).fill(columns - 1),
			values: Float32Array.of(1, 2, 3, 4)
		};
		const wide = await serve(
			{ num_round: '1', base_score: '3', min_child_weight: '0' },
			{ ...table, sparse }
		);
		const { status, text } = await ask(wide, `0:1 ${columns - 1}:4\n${'0:1\n'.repeat(99)}`, 'text/libsvm');
		expect(status).toBe(200);
		const [first, ...others] = text.split(',').map(Number);
		expect(others).toHaveLength(99);
		expect(first).toBeGreaterThan(3);
		expect(new Set(others).size).toBe(1);
	});

	test('may be libsvm, also when no content type is given', async () => {
		const { text } = await ask(regression, '1,,3,,');
		expect((await ask(regression, '0:1 2:3', 'text/libsvm')).text).toBe(text);
		const output = await regression.invoke({
			body: encodeUtf8('0:1 2:3'),
			contentType: undefined,
			accept: undefined
		});
		expect(decodeUtf8(output.body)).toBe(text);
	});

	test('of 200 rows are answered row by row as one by one', async () => {
		const lines = Array.from({ length: 200 }, (_, i) => `${i / 50 - 2},${(i % 7) - 3},1,0,${i % 3}`);
		const single = await Promise.all(lines.map((line) => ask(regression, line)));
		expect((await ask(regression, lines.join('\n'))).text).toBe(single.map(({ text }) => text).join(','));
	});
});

describe('refusals are clear texts with a status', () => {
	test('204 for an empty body', async () => {
		expect(await ask(regression, '')).toMatchObject({ status: 204, text: '' });
	});

	test.each([
		[
			'image/png',
			ROWS,
			"Content type 'image/png' is not supported. The request may be text/libsvm, text/x-libsvm, text/csv, application/x-recordio-protobuf."
		],
		['text/csv; label_size=1', ROWS, "Content type 'text/csv; label_size=1' is not supported."],
		[
			'text/csv',
			'rm,age,a,b,c\n1,2,3,4,5',
			'Unable to parse the payload as text/csv: request, line 1, column 1: "rm"'
		],
		['text/csv', '1,2,3,4,5\n1,2', 'the row has 2 columns'],
		['text/libsvm', '1,2,3,4,5', 'set its content type to text/csv']
	])('415 for %s with %j', async (contentType, body, message) => {
		const { status, text } = await ask(regression, body, contentType);
		expect(status).toBe(415);
		expect(text).toContain(message);
	});

	test('406 for an answer that cannot be given', async () => {
		expect(await ask(regression, ROWS, 'text/csv', 'image/png')).toMatchObject({
			status: 406,
			text: "Accept type 'image/png' is not supported. The answer can be text/csv, application/json, application/jsonlines, application/x-recordio-protobuf."
		});
	});

	test('400 for another number of features', async () => {
		expect(await ask(regression, '1,2,3')).toMatchObject({
			status: 400,
			text: 'Feature size of csv inference data 3 is not consistent with feature size of trained model 5.'
		});
		expect((await ask(regression, '9:1', 'text/libsvm')).status).toBe(400);
	});
});

test('each request leaves a line in the log, a refused one its reason too', async () => {
	lines.length = 0;
	await ask(regression, ROWS);
	await ask(regression, '1,2,3');
	expect(lines).toEqual([
		expect.stringMatching(/^"POST \/invocations HTTP\/1.1" 200 \d+$/),
		expect.stringMatching(/^"POST \/invocations HTTP\/1.1" 400 \d+$/),
		expect.stringMatching(/^ERROR: Feature size of csv inference data 3/)
	]);
});

describe('a container that cannot start says why', () => {
	const start = (modelArchive: Uint8Array | null, environment = {}): Promise<ServingContainer> =>
		loadContainer({ image: IMAGE, modelArchive, environment }, { log });

	test.each([
		['no model data', () => start(null), 'MissingModelData'],
		['bytes that are no gzip', () => start(encodeUtf8('hello')), 'BadModelArchive'],
		['an empty object', () => start(new Uint8Array(0)), 'BadModelArchive'],
		['a gzip that holds no tar', () => start(gzipSync(encodeUtf8('hello'))), 'BadModel'],
		['a tar without the model', () => start(packArchive({ 'other.json': encodeUtf8('{}') })), 'BadModel'],
		['a model that is none', () => start(packArchive({ 'xgboost-model': encodeUtf8('binf') })), 'BadModel'],
		[
			'an archive cut short',
			() => start(packArchive({ 'xgboost-model': encodeUtf8('x'.repeat(5000)) }).subarray(0, 60)),
			'BadModelArchive'
		],
		[
			'an unknown image',
			() => loadContainer({ image: 'mine', modelArchive: null, environment: {} }, { log }),
			'UnknownImage'
		]
	])('%s', async (_title, act, code) => {
		await expect(act()).rejects.toThrow(
			expect.objectContaining({ kind: 'user', code, hint: expect.any(String) as string })
		);
	});
});

describe('chosen answers', () => {
	const choose = (given: Record<string, string>, table: Dataset, keys: string): Promise<ServingContainer> =>
		serve({ num_round: '2', ...given }, table, { SAGEMAKER_INFERENCE_OUTPUT: keys });
	const FLOWER = '5.1,3.5,1.4,0.2';

	test('of several classes', async () => {
		const given = { objective: 'multi:softprob', num_class: '3' };
		const container = await choose(given, iris(), 'probabilities, predicted_label,labels,probability');
		const { text } = await ask(container, FLOWER, 'text/csv', 'application/json');
		const [row] = (JSON.parse(text) as { predictions: Record<string, unknown>[] }).predictions;
		expect(Object.keys(row!)).toEqual(['predicted_label', 'labels', 'probability', 'probabilities']);
		expect(row).toMatchObject({ predicted_label: 0, labels: [0, 1, 2] });
		expect(row!['probability']).toBe((row!['probabilities'] as number[])[0]);
		expect((await ask(container, FLOWER)).text).toMatch(/^"\[[\d., ]+\]",0,"\[0, 1, 2\]",0\.\d+$/);
	});

	test('of two classes, of class 0 and of class 1', async () => {
		const table = { ...iris(), labels: iris().labels!.map((label) => Number(label > 0)) };
		const container = await choose({ objective: 'binary:logistic' }, table, 'probabilities,raw_score');
		const { text } = await ask(container, FLOWER, 'text/csv', 'application/jsonlines');
		const row = JSON.parse(text) as { probabilities: [number, number]; raw_score: number };
		expect(row.probabilities[1]).toBe(row.raw_score);
		expect(row.probabilities[0]).toBeCloseTo(1 - row.raw_score, 6);
	});

	test('that mean nothing for a regression are NaN', async () => {
		const container = await choose({}, withMissing(), 'predicted_score,predicted_label');
		expect((await ask(container, '1,2,3,4,5', 'text/csv', 'application/json')).text).toMatch(
			/^\{"predictions": \[\{"predicted_score": [-\d.]+, "predicted_label": NaN\}\]\}$/
		);
	});

	test('there are none for an objective that the container leaves out', async () => {
		const container = await choose({ objective: 'reg:absoluteerror' }, withMissing(), 'predicted_score');
		expect(await ask(container, '1,2,3,4,5')).toMatchObject({
			status: 400,
			text: expect.stringContaining('unsupported for selectable inference') as string
		});
	});
});

test('a model that the real library trained is served', async () => {
	const { model, predictions } = golden<{ model: unknown; predictions: number[] }>(
		'xgboost/model-multiclass'
	);
	const modelArchive = packArchive({ './xgboost-model': encodeUtf8(JSON.stringify(model)) });
	const container = await loadContainer({ image: IMAGE, modelArchive, environment: {} }, { log });
	const table = iris();
	const body = Array.from({ length: 3 }, (_, i) => table.x.subarray(i * 4, (i + 1) * 4).join(',')).join('\n');
	const answer = JSON.parse(`[${(await ask(container, body)).text}]`) as number[][];
	answer.flat().forEach((value, i) => expect(value).toBeCloseTo(predictions[i]!, 5));
});

test.each([
	[1, '1.0'],
	[0.1, '0.1'],
	[-0, '-0.0'],
	[1e-7, '1e-07'],
	[0.0001, '0.0001'],
	[1.5e16, '1.5e+16'],
	[1e300, '1e+300'],
	[123456789, '123456789.0'],
	[NaN, 'nan'],
	[-Infinity, '-inf']
])('%d is printed as Python does, %s', (value, text) => {
	expect(pythonFloat(value)).toBe(text);
});
