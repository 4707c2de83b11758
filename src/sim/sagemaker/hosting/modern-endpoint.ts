import type { EndpointRecord, VariantRecord } from './hosting-records.ts';

/** A variant as release 0.1.0 stored it: one container, and no name for its instances. */
interface OldVariant extends Pick<
	VariantRecord,
	'name' | 'modelName' | 'instanceType' | 'instanceCount' | 'weight'
> {
	readonly image: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly modelDataUrl: string | null;
	readonly archiveId: string | null;
}

/** An endpoint that an earlier release stored, in today's form; today's own is given back as it is. */
export function modernEndpoint(stored: EndpointRecord): EndpointRecord {
	if (stored.variants.every((variant) => 'containers' in variant)) return stored;
	const variants = (stored.variants as unknown as OldVariant[]).map((old) => modernVariant(stored.id, old));
	return { ...stored, variants, dataCapture: null, asyncInference: null, next: null };
}

function modernVariant(endpointId: string, old: OldVariant): VariantRecord {
	const { name, modelName, instanceType, instanceCount, weight, image, environment } = old;
	return {
		name,
		fleet: `${endpointId}-${name}`,
		modelName,
		instanceType,
		instanceCount,
		weight,
		routing: 'RANDOM',
		containers: [
			{
				hostname: 'container-1',
				image,
				environment,
				modelDataUrl: old.modelDataUrl,
				isMultiModel: false,
				keepsModels: true,
				archiveId: old.archiveId
			}
		],
		execution: 'Serial',
		serverless: null,
		meterId: `hosting/${endpointId}/${name}`
	};
}
