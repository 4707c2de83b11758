import type { ContainerDefinition } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { validationException } from '../errors.ts';
import { needPackage } from './records.ts';

/**
 * The containers that a ContainerDefinition with a ModelPackageName stands for: those of the package, with the
 * definition's own environment laid over theirs.
 * @throws AwsError ValidationException for an absent package or inference specification
 */
export function containersOfPackage(ctx: Context, definition: ContainerDefinition): ContainerDefinition[] {
	const { ModelPackageName, InferenceSpecificationName: wanted, Environment } = definition;
	const { name, inference, additional } = needPackage(ctx, ModelPackageName!);
	const spec = wanted === undefined ? inference : additional.find(({ Name }) => Name === wanted);
	if (!spec) {
		const what = wanted === undefined ? 'no InferenceSpecification' : `no InferenceSpecification '${wanted}'`;
		throw validationException(`The model package '${name}' has ${what}.`);
	}
	return spec.Containers!.map(({ ContainerHostname, Image, ModelDataUrl, Environment: own }) => ({
		...(ContainerHostname === undefined ? {} : { ContainerHostname }),
		Image,
		...(ModelDataUrl === undefined ? {} : { ModelDataUrl }),
		Environment: { ...own, ...Environment }
	}));
}
