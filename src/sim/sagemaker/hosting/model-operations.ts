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
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { objects, parseS3Uri } from '../../s3/index.ts';
import { alreadyExists, couldNotFind, resourceArn, validationException } from '../errors.ts';
import { models } from './hosting-records.ts';
import { withoutPackages } from '../registry/package-containers.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfModel = Given<DescribeModelInput, 'ModelName'>;

const CONTAINER_MEMBERS = [
	'ModelDataSource',
	'AdditionalModelDataSources',
	'InferenceSpecificationName',
	'ContainerMetricsConfig',
	'ImageConfig.RepositoryAuthConfig'
];

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export async function createModel(
	ctx: Context,
	input: Given<CreateModelInput, 'ModelName'>
): Promise<CreateModelOutput> {
	const name = input.ModelName;
	const request = withoutPackages(ctx, input);
	checkModel(ctx, request);
	const arn = resourceArn(ctx, 'model', name);
	return ctx.store.transact((tx) => {
		if (tx.get(models, name)) throw alreadyExists(ctx, 'model', name);
		tx.put(models, name, { name, request, asked: input, createdAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { ModelArn: arn };
	});
}

/** The containers of a model in their order. @throws AwsError where there is none, or too few for a pipeline */
export function containersOf({ PrimaryContainer, Containers }: CreateModelInput): ContainerDefinition[] {
	if (PrimaryContainer && Containers) {
		throw validationException('You cannot specify both PrimaryContainer and Containers.');
	}
	const containers = PrimaryContainer ? [PrimaryContainer] : (Containers ?? []);
	if (containers.length === 0) throw validationException('A model needs a PrimaryContainer.');
	return containers;
}

function checkModel(ctx: Context, input: CreateModelInput): void {
	const containers = containersOf(input);
	for (const container of containers) checkContainer(ctx, container);
	const isDirect = input.InferenceExecutionConfig?.Mode === 'Direct';
	const hostnames = containers.map(({ ContainerHostname: hostname }) => hostname);
	if (isDirect && containers.length < 2) {
		throw validationException('InferenceExecutionConfig.Mode Direct needs two containers or more.');
	}
	if (isDirect && hostnames.includes(undefined)) {
		throw validationException('In mode Direct every container needs a ContainerHostname.');
	}
	const twice = hostnames.find((name, i) => name !== undefined && hostnames.indexOf(name) !== i);
	if (twice !== undefined) throw validationException(`The ContainerHostname '${twice}' is given twice.`);
	if (containers.length > 1 && containers.some(({ Mode }) => Mode === 'MultiModel')) {
		throw notSimulated('Mode MultiModel of one container among several', 'Give it a model of its own.');
	}
}

function checkContainer(ctx: Context, container: ContainerDefinition): void {
	refuseUnsupported('CreateModel', container, CONTAINER_MEMBERS);
	if (container.ImageConfig?.RepositoryAccessMode === 'Vpc') {
		throw notSimulated('RepositoryAccessMode Vpc of CreateModel', 'Platform is.');
	}
	if (container.Image === undefined) throw validationException('The container has no Image.');
	const url = container.ModelDataUrl;
	const place = url === undefined ? undefined : parseS3Uri(url);
	if (place === null)
		throw validationException(`The ModelDataUrl '${url}' is not valid: it has the form s3://bucket/key.`);
	if (container.Mode === 'MultiModel') {
		if (!place) {
			throw validationException(
				'A multi-model container needs a ModelDataUrl: the prefix under which its models lie.'
			);
		}
		return;
	}
	if (container.MultiModelConfig) {
		throw validationException('MultiModelConfig is only for a container of Mode MultiModel.');
	}
	if (place && !ctx.store.get(objects, `${place.bucket}/${place.key}`)) {
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
	const { Tags: _tags, ...echoed } = record.asked ?? record.request;
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
