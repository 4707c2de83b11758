import { describe, expect, it } from 'vitest';
import { testRegion } from '#tests/support/test-region.ts';
import { outputsOf, runTransform } from '#tests/support/transform-job.ts';
import { ready, answering, csv } from './transform-host.ts';

describe('DataProcessing', () => {
	const process = { Accept: 'text/csv', AssembleWith: 'Line' } as const;

	it('leaves columns out before the model and puts the prediction beside the whole row', async () => {
		const aws = await ready({ 'in/a.csv': 'id1,5\n"id,2",6\n' });
		const DataProcessing = { InputFilter: '$[1:]', JoinSource: 'Input' } as const;
		await runTransform(aws, { DataProcessing, output: process });
		expect(await outputsOf(aws)).toEqual({ 'a.csv.out': 'id1,5,11\n"id,2",6,13\n' });
		const OutputFilter = '$[0,-1]';
		const again = {
			TransformJobName: 't2',
			DataProcessing: { ...DataProcessing, OutputFilter },
			output: process
		};
		await runTransform(aws, again);
		expect(await outputsOf(aws)).toEqual({ 'a.csv.out': 'id1,11\n"id,2",13\n' });
	});

	it('joins JSON Lines as members, and selects from them by name', async () => {
		const { inference, asked } = answering((text) =>
			csv(text.replace(/[^\n]+/g, (line) => `{"score":${String(JSON.parse(line)[0])}}`))
		);
		const files = { 'in/a.jsonl': '{"id":7,"x":[3]}\n{"id":8,"x":[4]}' };
		const aws = await ready(files, await testRegion({ inference }));
		await runTransform(aws, {
			DataProcessing: { InputFilter: '$.x', JoinSource: 'Input', OutputFilter: "$['id','SageMakerOutput']" },
			input: { ContentType: 'application/jsonlines' },
			output: { Accept: 'application/jsonlines', AssembleWith: 'Line' }
		});
		expect(asked).toEqual(['[3]\n[4]\n']);
		expect((await outputsOf(aws))['a.jsonl.out']).toBe(
			'{"id":7,"SageMakerOutput":{"score":3}}\n{"id":8,"SageMakerOutput":{"score":4}}\n'
		);
	});

	it('takes a JSON document as one record', async () => {
		const { inference } = answering((text) => csv(`[${text.length}]`));
		const aws = await ready({ 'in/a.json': '[1, 2]' }, await testRegion({ inference }));
		await runTransform(aws, {
			DataProcessing: { InputFilter: '$', JoinSource: 'Input', OutputFilter: '$' },
			input: { ContentType: 'application/json', SplitType: 'None' },
			output: { Accept: 'application/json' }
		});
		expect((await outputsOf(aws))['a.json.out']).toBe('{"SageMakerInput":[1,2],"SageMakerOutput":[6]}');
	});

	it('fails where a filter does not fit, or the model gives fewer predictions than records', async () => {
		const aws = await ready({ 'in/a.csv': '5' });
		const job = await runTransform(aws, { DataProcessing: { InputFilter: '$[3]' } });
		expect(job.FailureReason).toMatch(
			/^ClientError: A filter does not fit a record: it has 1 items and none at 3\./
		);
		const { inference } = answering(() => csv('1'));
		const other = await ready({ 'in/a.csv': '5\n6' }, await testRegion({ inference }));
		const joined = await runTransform(other, { DataProcessing: { JoinSource: 'Input' }, output: process });
		expect(joined.FailureReason).toMatch(/^ClientError: The model gave 1 predictions for 2 records/);
	});
});
