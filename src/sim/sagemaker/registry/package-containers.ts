import type { ContainerDefinition, CreateModelInput } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { validationException } from '../errors.ts';
import { needPackage } from './records.ts';

/**
 * The containers that a ContainerDefinition with a ModelPackageName stands for: those of the package, with the
 * definition's own environment laid over theirs.
 * @throws AwsError ValidationException for an absent package or inference specification
 */
function containersOfPackage(ctx: Context, definition: ContainerDefinition): ContainerDefinition[] {
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

/**
 * A model's request in which containers stand for its model packages.
 * @throws AwsError ValidationException where a container is given beside its package, or the package is absent
 */
export function withoutPackages<T extends CreateModelInput>(ctx: Context, input: T): T {
	const { PrimaryContainer: primary, Containers: list } = input;
	if (![primary, ...(list ?? [])].some((container) => container?.ModelPackageName !== undefined))
		return input;
	const expanded = [...(primary ? [primary] : []), ...(list ?? [])].flatMap((container) => {
		if (container.ModelPackageName === undefined) return [container];
		if (container.Image !== undefined || container.ModelDataUrl !== undefined) {
			throw validationException('A container has either a ModelPackageName or an Image and a ModelDataUrl.');
		}
		return containersOfPackage(ctx, container);
	});
	if (primary && !list && expanded.length === 1) return { ...input, PrimaryContainer: expanded[0] };
	return { ...input, PrimaryContainer: primary && list ? primary : undefined, Containers: expanded };
}
