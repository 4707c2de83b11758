import type { PendingProductionVariantSummary, ProductionVariantSummary } from '@aws-sdk/client-sagemaker';
import type { EndpointRecord, ServerlessRecord, VariantRecord } from './hosting-records.ts';

/** ProductionVariants of DescribeEndpoint: what each variant is, and what it is about to be. */
export function variantSummaries(endpoint: EndpointRecord): ProductionVariantSummary[] {
	return endpoint.variants.map((variant) => {
		const next = endpoint.next?.variants.find(({ fleet }) => fleet === variant.fleet);
		const isUp = !['Creating', 'Failed', 'Deleting'].includes(endpoint.status);
		return {
			VariantName: variant.name,
			DeployedImages: imagesOf(variant, endpoint.createdAt),
			CurrentWeight: variant.weight,
			DesiredWeight: (next ?? variant).weight,
			...(variant.serverless
				? {
						CurrentServerlessConfig: serverlessOf(variant.serverless),
						DesiredServerlessConfig: serverlessOf((next ?? variant).serverless ?? variant.serverless)
					}
				: {
						CurrentInstanceCount: isUp ? variant.instanceCount : 0,
						DesiredInstanceCount: (next ?? variant).instanceCount
					}),
			...(variant.routing === 'RANDOM' ? {} : { RoutingConfig: { RoutingStrategy: variant.routing } }),
			...statusOf(endpoint, variant, next)
		};
	});
}

function statusOf(
	{ status }: EndpointRecord,
	variant: VariantRecord,
	next: VariantRecord | undefined
): Pick<ProductionVariantSummary, 'VariantStatus'> {
	if (status === 'Creating') return { VariantStatus: [{ Status: 'Creating' }] };
	const isChanging = next && (next.weight !== variant.weight || next.instanceCount !== variant.instanceCount);
	return isChanging ? { VariantStatus: [{ Status: 'Updating' }] } : {};
}

/** PendingDeploymentSummary's variants: those that are being made beside the old ones; empty where there are none. */
export function pendingSummaries({
	variants,
	next,
	modifiedAt
}: EndpointRecord): PendingProductionVariantSummary[] {
	const fresh = (next?.variants ?? []).filter(({ fleet }) => !variants.some((each) => each.fleet === fleet));
	return fresh.map((variant) => ({
		VariantName: variant.name,
		DeployedImages: imagesOf(variant, modifiedAt),
		DesiredWeight: variant.weight,
		VariantStatus: [{ Status: 'Creating' }],
		...(variant.serverless
			? { DesiredServerlessConfig: serverlessOf(variant.serverless) }
			: {
					InstanceType: variant.instanceType as 'ml.m5.large',
					CurrentInstanceCount: 0,
					DesiredInstanceCount: variant.instanceCount
				})
	}));
}

function imagesOf(
	{ containers }: VariantRecord,
	at: number
): NonNullable<ProductionVariantSummary['DeployedImages']> {
	return containers.map(({ image }) => ({
		SpecifiedImage: image,
		ResolvedImage: image,
		ResolutionTime: new Date(at)
	}));
}

function serverlessOf({ memoryMb, maxConcurrency }: ServerlessRecord): {
	MemorySizeInMB: number;
	MaxConcurrency: number;
} {
	return { MemorySizeInMB: memoryMb, MaxConcurrency: maxConcurrency };
}
