import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	type ProductionVariant
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, type InvokeEndpointCommandInput } from '@aws-sdk/client-sagemaker-runtime';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { IMAGE, ROLE, type TestRegion } from './test-region.ts';

/** A model y = a·x + b, with its archive in s3://models. */
export async function lineModel(
	{ s3, sagemaker }: TestRegion,
	name: string,
	a: number,
	b: number
): Promise<void> {
	await s3.send(new CreateBucketCommand({ Bucket: 'models' }));
	const Key = `${name}.tar.gz`;
	await s3.send(new PutObjectCommand({ Bucket: 'models', Key, Body: JSON.stringify({ a, b }) }));
	await sagemaker.send(
		new CreateModelCommand({
			ModelName: name,
			ExecutionRoleArn: ROLE,
			PrimaryContainer: { Image: IMAGE, ModelDataUrl: `s3://models/${Key}` }
		})
	);
}

/** A variant of one ml.m5.large, with `changes` laid over it. */
export function variant(
	name: string,
	model: string,
	changes: Partial<ProductionVariant> = {}
): ProductionVariant {
	return {
		VariantName: name,
		ModelName: model,
		InitialInstanceCount: 1,
		InstanceType: 'ml.m5.large',
		...changes
	};
}

/** Creates an endpoint and its configuration; without variants, also a model y = 2x + 1 behind a variant A. */
export async function lineEndpoint(
	aws: TestRegion,
	name: string,
	variants?: readonly ProductionVariant[]
): Promise<void> {
	if (!variants) await lineModel(aws, `${name}-model`, 2, 1);
	const ProductionVariants = [...(variants ?? [variant('A', `${name}-model`)])];
	await aws.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants }));
	await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
}

/** Puts the archive of y = a·x + b into s3://models, for models that are made of several or by hand. */
export async function lineArchive({ s3 }: TestRegion, Key: string, a: number, b: number): Promise<string> {
	await s3.send(new CreateBucketCommand({ Bucket: 'models' }));
	await s3.send(new PutObjectCommand({ Bucket: 'models', Key, Body: JSON.stringify({ a, b }) }));
	return `s3://models/${Key}`;
}

/** Sends one number as CSV and gives the answer's text. */
export async function ask(
	{ runtime }: TestRegion,
	x: string,
	changes: Partial<InvokeEndpointCommandInput> = {}
): Promise<string> {
	const input = { EndpointName: 'e', ContentType: 'text/csv', Body: encodeUtf8(x), ...changes };
	return decodeUtf8((await runtime.send(new InvokeEndpointCommand(input))).Body!);
}

/** The first status other than `during`; `gone` where the endpoint is no longer there. */
export async function endpointStatus({ region }: TestRegion, name: string, during: string): Promise<string> {
	return new Promise((resolve) => {
		const now = region.snapshot().endpoints.find((endpoint) => endpoint.name === name)?.status ?? 'gone';
		if (now !== during) return resolve(now);
		const off = region.events.on((event) => {
			if (event.type !== 'endpoint' || event.name !== name) return;
			const status = event.endpoint?.status ?? 'gone';
			if (status === during) return;
			off();
			resolve(status);
		});
	});
}

/** An endpoint that serves. */
export async function servingEndpoint(
	aws: TestRegion,
	name: string,
	variants?: readonly ProductionVariant[]
): Promise<void> {
	await lineEndpoint(aws, name, variants);
	await endpointStatus(aws, name, 'Creating');
}
