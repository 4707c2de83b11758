import { beforeEach, expect, test } from 'vitest';
import { Model } from '#notebook/sdk/sagemaker/model.ts';
import { Predictor } from '#notebook/sdk/sagemaker/predictor.ts';
import { CSVDeserializer, CSVSerializer } from '#notebook/sdk/sagemaker/serializers.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { scriptedBridge, text } from '../scripted-bridge.ts';
import { scriptRegion } from '../scripted-region.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());

const model = {
	imageUri: 'h/sagemaker-xgboost:1.7-1',
	modelData: 's3://bkt/model.tar.gz',
	role: 'arn:aws:iam::123456789012:role/r'
};
const csv = { serializer: new CSVSerializer(), deserializer: new CSVDeserializer() };

function scriptEndpoint(final = 'InService') {
	return scriptRegion(region, {
		DescribeEndpoint: ({ EndpointName }) => ({
			EndpointName,
			EndpointConfigName: 'config',
			EndpointStatus: region.now < TEST_EPOCH + 120_000 ? 'Creating' : final,
			FailureReason: final === 'Failed' ? 'no model data' : undefined
		}),
		DescribeEndpointConfig: () => ({ ProductionVariants: [{ VariantName: 'A', ModelName: 'm' }] }),
		InvokeEndpoint: () => text('21.5,30.25', 'text/csv; charset=utf-8')
	});
}

test('deploy makes model, configuration and endpoint, and prints a dash for each look', async () => {
	const calls = scriptEndpoint();
	const predictor = await new Model(model).deploy({ initialInstanceCount: 1, instanceType: 'ml.m5.large' });
	const name = 'sagemaker-xgboost-2026-03-01-12-00-00-001';
	expect(predictor.endpointName).toBe(name);
	expect(calls.slice(0, 3)).toMatchObject([
		{
			operation: 'CreateModel',
			input: {
				ModelName: 'sagemaker-xgboost-2026-03-01-12-00-00-000',
				PrimaryContainer: { Image: model.imageUri, ModelDataUrl: model.modelData }
			}
		},
		{
			operation: 'CreateEndpointConfig',
			input: {
				EndpointConfigName: name,
				ProductionVariants: [
					{ VariantName: 'AllTraffic', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' }
				]
			}
		},
		{ operation: 'CreateEndpoint', input: { EndpointName: name, EndpointConfigName: name } }
	]);
	expect(region.stdout()).toMatch(/Creating endpoint with name \S+\n----!\n$/);
});

test('deploy rejects with the reason where the endpoint fails', async () => {
	scriptEndpoint('Failed');
	const failure = new Model(model).deploy({
		initialInstanceCount: 1,
		instanceType: 'ml.m5.large',
		endpointName: 'e'
	});
	await expect(failure).rejects.toMatchObject({
		code: 'UnexpectedStatusException',
		message: 'Error for endpoint e: Failed. Reason: no model data'
	});
});

test('stopping the cell says that the endpoint will cost money', async () => {
	scriptEndpoint();
	region.onSleep = () => {
		throw new Error('The cell was stopped.');
	};
	const failure = new Model(model).deploy({
		initialInstanceCount: 1,
		instanceType: 'ml.m5.large',
		endpointName: 'e'
	});
	await expect(failure).rejects.toThrow('The cell was stopped.');
	expect(region.stdout()).toContain("the endpoint 'e' goes on being made and will cost money");
});

test('predict writes with the serializer and reads with the deserializer', async () => {
	const calls = scriptEndpoint();
	const predictor = new Predictor({ endpointName: 'e', ...csv });
	expect(
		await predictor.predict(
			[
				[1, 2],
				[3, 4]
			],
			{ targetVariant: 'A' }
		)
	).toEqual([['21.5', '30.25']]);
	expect(calls[0]?.input).toMatchObject({
		body: '1,2\n3,4',
		'content-type': 'text/csv',
		accept: 'text/csv',
		'x-amzn-sagemaker-target-variant': 'A'
	});
});

test('without a serializer predict sends text or bytes, nothing else', async () => {
	scriptEndpoint();
	const predictor = new Predictor({ endpointName: 'e' });
	expect(await predictor.predict('1,2')).toEqual(new TextEncoder().encode('21.5,30.25'));
	await expect(predictor.predict([1, 2])).rejects.toMatchObject({ code: 'NotSerializable' });
});

test('deleteEndpoint deletes the configuration too, and the models can still be deleted after', async () => {
	const calls = scriptEndpoint();
	const predictor = new Predictor({ endpointName: 'e', ...csv });
	await predictor.deleteEndpoint();
	await predictor.deleteModel();
	expect(calls.filter((call) => call.operation.startsWith('Delete'))).toEqual([
		{ operation: 'DeleteEndpointConfig', input: { EndpointConfigName: 'config' } },
		{ operation: 'DeleteEndpoint', input: { EndpointName: 'e' } },
		{ operation: 'DeleteModel', input: { ModelName: 'm' } }
	]);
});

test('deleteEndpoint keeps the configuration when told so', async () => {
	const calls = scriptEndpoint();
	await new Predictor({ endpointName: 'e' }).deleteEndpoint({ deleteEndpointConfig: false });
	expect(calls.map((call) => call.operation)).not.toContain('DeleteEndpointConfig');
});
