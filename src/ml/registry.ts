import type { AlgorithmSpec } from './algorithm.ts';
import { factorizationMachinesSpec } from './algorithms/factorization-machines/spec.ts';
import { ipInsightsSpec } from './algorithms/ipinsights/spec.ts';
import { kmeansSpec } from './algorithms/kmeans/spec.ts';
import { ldaSpec } from './algorithms/lda/spec.ts';
import { knnSpec } from './algorithms/knn/spec.ts';
import { linearLearnerSpec } from './algorithms/linear-learner/spec.ts';
import { pcaSpec } from './algorithms/pca/spec.ts';
import { randomCutForestSpec } from './algorithms/randomcutforest/spec.ts';
import { xgboostSpec } from './algorithms/xgboost/spec.ts';

/** The built-in algorithms: what is known of each at once, and its trainer on demand. */
export const builtinAlgorithms: readonly AlgorithmSpec[] = [
	{ ...xgboostSpec, load: async () => (await import('./algorithms/xgboost/index.ts')).xgboost },
	{
		...linearLearnerSpec,
		load: async () => (await import('./algorithms/linear-learner/index.ts')).linearLearner
	},
	{ ...kmeansSpec, load: async () => (await import('./algorithms/kmeans/index.ts')).kmeans },
	{ ...ldaSpec, load: async () => (await import('./algorithms/lda/index.ts')).lda },
	{
		...factorizationMachinesSpec,
		load: async () => (await import('./algorithms/factorization-machines/index.ts')).factorizationMachines
	},
	{ ...knnSpec, load: async () => (await import('./algorithms/knn/index.ts')).knn },
	{ ...pcaSpec, load: async () => (await import('./algorithms/pca/index.ts')).pca },
	{
		...randomCutForestSpec,
		load: async () => (await import('./algorithms/randomcutforest/index.ts')).randomCutForest
	},
	{ ...ipInsightsSpec, load: async () => (await import('./algorithms/ipinsights/index.ts')).ipInsights }
];

const IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([^:@]+)(?::([^:@]+))?$/;

/**
 * The algorithm inside a training or inference image, or null where the URI names none of ours. Registry account,
 * region, repository and tag must all be AWS's own; without a tag `latest` is meant, as Docker has it.
 */
export function builtinAlgorithmOf(imageUri: string): AlgorithmSpec | null {
	const [, account, region, repository, tag = 'latest'] = IMAGE.exec(imageUri) ?? [];
	if (account === undefined || region === undefined) return null;
	const isHere = (spec: AlgorithmSpec): boolean =>
		spec.images.some(
			(image) =>
				image.repository === repository &&
				Object.hasOwn(image.accounts, region) &&
				image.accounts[region] === account &&
				image.tags.includes(tag)
		);
	return builtinAlgorithms.find(isHere) ?? null;
}

/** Registry URI of an algorithm's recommended image in a region, or null where AWS has none there. */
export function recommendedImageOf(spec: AlgorithmSpec, region: string): string | null {
	const { repository, tags, accounts } = spec.images[0]!;
	if (!Object.hasOwn(accounts, region)) return null;
	return `${accounts[region]}.dkr.ecr.${region}.amazonaws.com/${repository}:${tags[0]}`;
}
