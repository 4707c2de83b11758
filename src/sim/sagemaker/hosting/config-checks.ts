import type { CreateEndpointConfigInput, ProductionVariant } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { validationMessage, violation } from '../../protocol/validate.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { couldNotFind, validationException } from '../errors.ts';
import { models, type ModelRecord } from './hosting-records.ts';
import { containersOf } from './model-operations.ts';

export type ConfigInput = Given<CreateEndpointConfigInput, 'EndpointConfigName' | 'ProductionVariants'>;

/**
 * The rules of CreateEndpointConfig that its shape does not state.
 * @throws AwsError ValidationException or NotSimulated
 */
export function checkConfig(ctx: Context, input: ConfigInput): void {
	const variants = input.ProductionVariants;
	const violations = variants.flatMap(violationsOf);
	if (violations.length > 0) throw validationException(validationMessage(violations));
	const names = variants.map(({ VariantName }) => VariantName);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined)
		throw validationException(`The variant name '${twice}' is given twice in ProductionVariants.`);
	for (const variant of variants) checkVariant(input, variant, modelOf(ctx, variant));
	const { AsyncInferenceConfig: asynchronous, DataCaptureConfig: capture } = input;
	if (asynchronous) {
		checkS3Uri('AsyncInferenceConfig.OutputConfig.S3OutputPath', asynchronous.OutputConfig?.S3OutputPath);
		const failurePath = asynchronous.OutputConfig?.S3FailurePath;
		if (failurePath !== undefined) checkS3Uri('AsyncInferenceConfig.OutputConfig.S3FailurePath', failurePath);
	}
	if (capture?.EnableCapture) {
		checkS3Uri('DataCaptureConfig.DestinationS3Uri', capture.DestinationS3Uri);
		if (asynchronous)
			throw notSimulated('Data capture of an asynchronous endpoint', 'Leave one of them out.');
	}
}

function violationsOf(
	{ InitialInstanceCount, InstanceType, ServerlessConfig }: ProductionVariant,
	i: number
): string[] {
	const path = `productionVariants.${i + 1}.member`;
	if (ServerlessConfig) {
		const memory = ServerlessConfig.MemorySizeInMB;
		if (memory === undefined || memory % 1024 === 0) return [];
		const sizes = '[1024, 2048, 3072, 4096, 5120, 6144]';
		return [
			violation(
				`${path}.serverlessConfig.memorySizeInMB`,
				memory,
				`Member must satisfy enum value set: ${sizes}`
			)
		];
	}
	const required: [string, unknown][] = [
		['initialInstanceCount', InitialInstanceCount],
		['instanceType', InstanceType]
	];
	return required
		.filter(([, value]) => value === undefined)
		.map(([member]) => violation(`${path}.${member}`, undefined, 'Member must not be null'));
}

function modelOf(ctx: Context, { VariantName, ModelName }: ProductionVariant): ModelRecord {
	if (ModelName === undefined) {
		throw notSimulated(`The variant '${VariantName}' without a model`, 'Give it a ModelName.');
	}
	const model = ctx.store.get(models, ModelName);
	if (!model) throw couldNotFind(ctx, 'model', ModelName);
	return model;
}

function checkVariant(
	{ ProductionVariants, DataCaptureConfig, AsyncInferenceConfig: asynchronous }: ConfigInput,
	variant: ProductionVariant,
	{ request }: ModelRecord
): void {
	const containers = containersOf(request);
	const isMultiModel = containers.some(({ Mode }) => Mode === 'MultiModel');
	if (asynchronous && (isMultiModel || request.InferenceExecutionConfig?.Mode === 'Direct')) {
		throw validationException(
			`The variant '${variant.VariantName}' cannot be asynchronous: its requests would have to name a model or a container.`
		);
	}
	if (!variant.ServerlessConfig) return;
	const refused: readonly (readonly [isAsked: boolean, what: string])[] = [
		[variant.InstanceType !== undefined, 'an InstanceType'],
		[variant.InitialInstanceCount !== undefined, 'an InitialInstanceCount'],
		[ProductionVariants.length > 1, 'other variants beside it'],
		[isMultiModel, 'a multi-model container'],
		[containers.length > 1, 'several containers'],
		[DataCaptureConfig?.EnableCapture === true, 'data capture'],
		[asynchronous !== undefined, 'asynchronous inference']
	];
	const found = refused.find(([isAsked]) => isAsked);
	if (found)
		throw validationException(`The serverless variant '${variant.VariantName}' cannot have ${found[1]}.`);
}

function checkS3Uri(what: string, uri: string | undefined): void {
	if (uri !== undefined && parseS3Uri(uri)) return;
	throw validationException(
		uri === undefined
			? `${what} is missing.`
			: `The S3 URI '${uri}' of ${what} is not valid: it has the form s3://bucket/prefix.`
	);
}
