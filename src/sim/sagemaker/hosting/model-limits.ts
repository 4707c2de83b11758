import type { ModelLimits } from './loaded-models.ts';

const GIB = 2 ** 30;

/** Memory of the instance types that have a sample price, GiB. @see https://aws.amazon.com/ec2/instance-types/ */
const MEMORY_GIB: Readonly<Record<string, number>> = {
	'ml.t3.medium': 4,
	'ml.t2.medium': 4,
	'ml.m4.xlarge': 16,
	'ml.m5.large': 8,
	'ml.m5.xlarge': 16,
	'ml.m5.2xlarge': 32,
	'ml.m5.4xlarge': 64,
	'ml.c4.xlarge': 7.5,
	'ml.c5.large': 4,
	'ml.c5.xlarge': 8,
	'ml.c5.2xlarge': 16,
	'ml.g4dn.xlarge': 16,
	'ml.g5.xlarge': 16,
	'ml.p2.xlarge': 61,
	'ml.p3.2xlarge': 61,
	'ml.p3.8xlarge': 244
};

/** An instance of ours keeps each model in a server of its own, of which a browser stands only so many. */
const MOST_MODELS = 8;

/** How much a multi-model container of such an instance keeps loaded; a model counts with the size of its archive. */
export function modelLimitsOf(instanceType: string, keepsModels: boolean): ModelLimits {
	return { models: keepsModels ? MOST_MODELS : 0, bytes: (MEMORY_GIB[instanceType] ?? 4) * GIB };
}
