import type {
	ContainerDefinition,
	CreateModelInput,
	CreateModelOutput,
	DescribeModelInput,
	DescribeModelOutput,
	ListModelsInput,
	ListModelsOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { objects, parseS3Uri } from '../../s3/index.ts';
import { alreadyExists, couldNotFind, resourceArn, validationException } from '../errors.ts';
import { models } from './hosting-records.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfModel = Given<DescribeModelInput, 'ModelName'>;

const CONTAINER_MEMBERS = [
	'ModelDataSource',
	'AdditionalModelDataSources',
	'ModelPackageName',
	'InferenceSpecificationName',
	'MultiModelConfig',
	'ContainerMetricsConfig'
];

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export async function createModel(
	ctx: Context,
	input: Given<CreateModelInput, 'ModelName'>
): Promise<CreateModelOutput> {
	const name = input.ModelName;
	checkContainer(ctx, containerOf(input));
	const arn = resourceArn(ctx, 'model', name);
	return ctx.store.transact((tx) => {
		if (tx.get(models, name)) throw alreadyExists(ctx, 'model', name);
		tx.put(models, name, { name, request: input, createdAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { ModelArn: arn };
	});
}

/** The one container of a model, whichever way it was given. @throws AwsError where there is none, or several */
export function containerOf({ PrimaryContainer, Containers }: CreateModelInput): ContainerDefinition {
	if (PrimaryContainer && Containers) {
		throw validationException('You cannot specify both PrimaryContainer and Containers.');
	}
	refuseUnsupported('CreateModel', { Containers: (Containers ?? []).slice(1) }, ['Containers']);
	const container = PrimaryContainer ?? Containers?.[0];
	if (!container) throw validationException('A model needs a PrimaryContainer.');
	return container;
}

function checkContainer(ctx: Context, container: ContainerDefinition): void {
	refuseUnsupported('CreateModel', container, CONTAINER_MEMBERS);
	if (container.Mode === 'MultiModel') refuseUnsupported('CreateModel', container, ['Mode']);
	if (container.Image === undefined) throw validationException('The container has no Image.');
	const url = container.ModelDataUrl;
	if (url === undefined) return;
	const place = parseS3Uri(url);
	if (!place)
		throw validationException(`The ModelDataUrl '${url}' is not valid: it has the form s3://bucket/key.`);
	if (!ctx.store.get(objects, `${place.bucket}/${place.key}`)) {
		throw validationException(`Could not find model data at ${url}.`);
	}
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html */
export async function describeModel(
	ctx: Context,
	{ ModelName: name }: OfModel
): Promise<DescribeModelOutput> {
	const record = ctx.store.get(models, name);
	if (!record) throw couldNotFind(ctx, 'model', name);
	const { Tags: _tags, ...echoed } = record.request;
	return {
		...echoed,
		ModelName: name,
		ModelArn: resourceArn(ctx, 'model', name),
		CreationTime: new Date(record.createdAt),
		EnableNetworkIsolation: record.request.EnableNetworkIsolation ?? false
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModels.html */
export async function listModels(ctx: Context, input: ListModelsInput): Promise<ListModelsOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(models), input);
	return {
		Models: items.map(({ name, createdAt }) => ({
			ModelName: name,
			ModelArn: resourceArn(ctx, 'model', name),
			CreationTime: new Date(createdAt)
		})),
		NextToken: nextToken
	};
}

/** Endpoints that serve the model go on serving it. */
export async function deleteModel(ctx: Context, { ModelName: name }: OfModel): Promise<object> {
	return ctx.store.transact((tx) => {
		if (!tx.get(models, name)) throw couldNotFind(ctx, 'model', name);
		tx.remove(models, name);
		setTags(tx, resourceArn(ctx, 'model', name), []);
		return {};
	});
}
