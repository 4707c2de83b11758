import { AwsError } from '#base/errors.ts';
import type { InvocationTarget, VariantRecord } from '../sagemaker/index.ts';

/**
 * Whether a request names what its variant leaves open, and nothing else: the model of a multi-model container, and the
 * container where they are called one by one.
 * @throws AwsError ValidationError
 */
export function checkTarget(
	{ name, containers, execution }: VariantRecord,
	{ model, hostname }: InvocationTarget
): void {
	const isMultiModel = containers.some((container) => container.isMultiModel);
	if (isMultiModel && model === undefined) {
		throw refused(`TargetModel is required: the variant ${name} has a multi-model container.`);
	}
	if (!isMultiModel && model !== undefined) {
		throw refused(`TargetModel '${model}' is not allowed: the variant ${name} has no multi-model container.`);
	}
	const hostnames = containers.map((container) => container.hostname);
	if (execution === 'Direct' && hostname === undefined) {
		throw refused(`TargetContainerHostname is required: it is one of ${hostnames.join(', ')}.`);
	}
	if (execution === 'Serial' && hostname !== undefined) {
		throw refused(
			`TargetContainerHostname '${hostname}' is not allowed: the variant ${name} does not run in mode Direct.`
		);
	}
	if (hostname !== undefined && !hostnames.includes(hostname)) {
		throw refused(`Container ${hostname} not found. (The variant has: ${hostnames.join(', ')})`);
	}
}

function refused(message: string): AwsError {
	return new AwsError('ValidationError', message);
}
