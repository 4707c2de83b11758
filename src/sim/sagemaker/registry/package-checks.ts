import type {
	CreateModelPackageInput,
	InferenceSpecification,
	ModelPackageContainerDefinition,
	SourceAlgorithmSpecification
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { needObject, parseS3Uri } from '../../s3/index.ts';
import { needAlgorithm } from '../algorithms/records.ts';
import { validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';

const UNSUPPORTED = [
	'ValidationSpecification',
	'CertifyForMarketplace',
	'SecurityConfig',
	'ModelCard',
	'ManagedStorageType'
];

const CONTAINER_MEMBERS = [
	'ProductId',
	'ModelDataSource',
	'AdditionalModelDataSources',
	'AdditionalS3DataSource',
	'IsCheckpoint',
	'BaseModel'
];

/** @throws AwsError ValidationException or NotSimulated */
export function checkPackage(ctx: Context, input: CreateModelPackageInput): void {
	const { ModelPackageName: name, ModelPackageGroupName: group } = input;
	if (name !== undefined && group !== undefined) {
		throw validationException(
			'Both ModelPackageName and ModelPackageGroupName are provided in the input. Cannot determine which one to use.'
		);
	}
	if (name === undefined && group === undefined) throw validationException('Missing ARN.');
	refuseUnsupported('CreateModelPackage', input, UNSUPPORTED);
	if (name !== undefined && input.ModelApprovalStatus !== undefined) {
		throw validationException('ModelApprovalStatus can only be given to a versioned model package.');
	}
	if (input.InferenceSpecification && input.SourceAlgorithmSpecification) {
		throw validationException(
			'InferenceSpecification and SourceAlgorithmSpecification cannot be given together.'
		);
	}
	const inference = input.InferenceSpecification;
	const containers = [inference, ...(input.AdditionalInferenceSpecifications ?? [])];
	for (const one of containers) checkContainers(ctx, 'CreateModelPackage', one?.Containers ?? []);
	if (name !== undefined && !inference && !input.SourceAlgorithmSpecification) {
		throw validationException(
			'A model package needs an InferenceSpecification or a SourceAlgorithmSpecification.'
		);
	}
}

/** Images are there and so is the model data, as far as they are named. */
export function checkContainers(
	ctx: Context,
	operation: string,
	containers: readonly ModelPackageContainerDefinition[]
): void {
	for (const container of containers) {
		refuseUnsupported(operation, container, CONTAINER_MEMBERS);
		if (container.Image === undefined) throw validationException('The container has no Image.');
		checkModelData(ctx, container.ModelDataUrl);
	}
}

function checkModelData(ctx: Context, url: string | undefined): void {
	if (url === undefined) return;
	const place = parseS3Uri(url);
	if (!place) {
		throw validationException(`The ModelDataUrl '${url}' is not valid: it has the form s3://bucket/key.`);
	}
	try {
		needObject(ctx, place.bucket, place.key);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw validationException(`Could not find model data at ${url}. (${why})`);
	}
}

/** What serves a model that an algorithm trained: the algorithm's container with the model's data. */
export function inferenceOfAlgorithm(
	ctx: Context,
	{ SourceAlgorithms }: SourceAlgorithmSpecification
): InferenceSpecification {
	const source = SourceAlgorithms![0]!;
	refuseUnsupported('CreateModelPackage', source, ['ModelDataSource']);
	const { InferenceSpecification: spec } = needAlgorithm(ctx, source.AlgorithmName!).request;
	if (!spec) {
		throw validationException(
			`The algorithm '${source.AlgorithmName}' has no InferenceSpecification, so a model of it cannot be served.`
		);
	}
	checkModelData(ctx, source.ModelDataUrl);
	const [first, ...others] = spec.Containers!;
	const ModelDataUrl = source.ModelDataUrl ?? first!.ModelDataUrl;
	return { ...spec, Containers: [{ ...first, ModelDataUrl } as ModelPackageContainerDefinition, ...others] };
}
