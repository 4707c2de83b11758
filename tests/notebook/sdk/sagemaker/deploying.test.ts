import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AsyncPredictor } from '#notebook/sdk/sagemaker/async-predictor.ts';
import {
	AsyncInferenceConfig,
	ServerlessInferenceConfig
} from '#notebook/sdk/sagemaker/inference-configs.ts';
import { Model } from '#notebook/sdk/sagemaker/model.ts';
import { MultiDataModel } from '#notebook/sdk/sagemaker/multi-data-model.ts';
import { PipelineModel } from '#notebook/sdk/sagemaker/pipeline-model.ts';
import { CSVDeserializer, CSVSerializer } from '#notebook/sdk/sagemaker/serializers.ts';
import { Rng } from '#base/rng.ts';
import { memoryStorage } from '#sim/core/memory-storage.ts';
import { createRegion, type Region } from '#sim/region.ts';
import { instantClock } from '#tests/support/instant-clock.ts';
import { lineFitInference, lineFitTraining } from '#tests/support/line-fit.ts';
import { scriptedBridge } from '../scripted-bridge.ts';
import { encodeUtf8 } from '#base/bytes.ts';

const bridge = scriptedBridge();
let region: Region;

beforeEach(async () => {
	bridge.reset();
	region = await createRegion({
		clock: instantClock(),
		rng: new Rng(1),
		storage: memoryStorage(),
		training: lineFitTraining(),
		inference: lineFitInference()
	});
	bridge.answer = async (request) => {
		await region.clock.sleep(5000);
		return region.handle(request);
	};
	await region.call('s3', 'CreateBucket', { Bucket: 'bkt' });
});
afterEach(() => region.close());

const csv = { serializer: new CSVSerializer(), deserializer: new CSVDeserializer() };
const instances = { initialInstanceCount: 1, instanceType: 'ml.m5.large', endpointName: 'e', ...csv };

/** A model y = a·x + b with its archive in S3. */
async function model(name: string, a: number, b: number): Promise<Model> {
	const Body = encodeUtf8(JSON.stringify({ a, b }));
	await region.call('s3', 'PutObject', { Bucket: 'bkt', Key: name, Body });
	return new Model({
		imageUri: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
		modelData: `s3://bkt/${name}`,
		role: 'arn:aws:iam::123456789012:role/r',
		name
	});
}

describe('deploying', () => {
	test('a model without instances pays by use', async () => {
		const serverlessInferenceConfig = new ServerlessInferenceConfig({ memorySizeInMb: 1024 });
		const predictor = await (await model('m', 2, 0)).deploy({ serverlessInferenceConfig, ...csv });
		expect(await predictor.predict([[5]])).toEqual([['10']]);
		expect(region.snapshot().endpoints[0]?.variants[0]?.instanceType).toBe('serverless');
	});

	test('a model asks for what it needs', async () => {
		await expect((await model('m', 2, 0)).deploy({ endpointName: 'e' })).rejects.toMatchObject({
			code: 'InvalidArgument',
			message: 'deploy needs initialInstanceCount and instanceType.'
		});
	});

	test('models in a row hand their answers on', async () => {
		const models = [await model('a', 2, 0), await model('b', 3, 1)];
		const both = new PipelineModel({ models, role: 'arn:aws:iam::123456789012:role/r' });
		const predictor = await both.deploy(instances);
		expect(await predictor.predict([[5]])).toEqual([['31']]);
	});

	test('many models stand behind one endpoint, each by its name', async () => {
		const { options } = await model('a', 2, 0);
		await model('b', 3, 1);
		const many = new MultiDataModel({
			name: 'many',
			modelDataPrefix: 's3://bkt/many/',
			imageUri: options.imageUri,
			role: options.role
		});
		expect(await many.addModel('s3://bkt/a')).toBe('s3://bkt/many/a');
		const predictor = await many.deploy(instances);
		await many.addModel('s3://bkt/b', 'deep/b.tar.gz');
		expect(await many.listModels()).toEqual(['a', 'deep/b.tar.gz']);
		expect(await predictor.predict([[5]], { targetModel: 'a' })).toEqual([['10']]);
		expect(await predictor.predict([[5]], { targetModel: 'deep/b.tar.gz' })).toEqual([['16']]);
	});

	test('an update gives the endpoint another model', async () => {
		const predictor = await (await model('a', 2, 0)).deploy(instances);
		await (await model('b', 3, 1)).transformer({ instanceCount: 1, instanceType: 'ml.m5.large' });
		await predictor.updateEndpoint({ modelName: 'b', initialInstanceCount: 2 });
		expect(await predictor.predict([[5]])).toEqual([['16']]);
		expect(region.snapshot().endpoints[0]?.variants[0]?.instanceCount).toBe(2);
	});

	test('an asynchronous endpoint answers by way of S3, failures too', async () => {
		const asyncInferenceConfig = new AsyncInferenceConfig({
			outputPath: 's3://bkt/out',
			failurePath: 's3://bkt/failed'
		});
		const predictor = await (await model('m', 2, 0)).deploy({ ...instances, asyncInferenceConfig });
		const later = new AsyncPredictor(predictor);
		expect(await later.predict([[5], [6]])).toEqual([['10'], ['12']]);
		const response = await later.predictAsync({ inputPath: 's3://bkt/none' });
		await expect(response.getResult()).rejects.toMatchObject({ code: 'AsyncInferenceFailed' });
	});
});
