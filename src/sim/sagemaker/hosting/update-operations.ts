import type {
	DesiredWeightAndCapacity,
	UpdateEndpointInput,
	UpdateEndpointOutput,
	UpdateEndpointWeightsAndCapacitiesInput,
	UpdateEndpointWeightsAndCapacitiesOutput,
	VariantPropertyType
} from '@aws-sdk/client-sagemaker';
import { scaledVariants } from '../../autoscaling/index.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { bringForward } from './endpoint-life.ts';
import { couldNotFind, inProgress, resourceArn, validationException } from '../errors.ts';
import {
	endpoints,
	putEndpoint,
	type EndpointPlan,
	type EndpointRecord,
	type VariantRecord
} from './hosting-records.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { checkInstances, planEndpoint } from './plan-endpoint.ts';

/**
 * New instances of another configuration take the place of those that serve, without a request lost.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export async function updateEndpoint(
	ctx: Context,
	input: Given<UpdateEndpointInput, 'EndpointName' | 'EndpointConfigName'>
): Promise<UpdateEndpointOutput> {
	refuseUnsupported('UpdateEndpoint', input, ['DeploymentConfig', 'RetainDeploymentConfig']);
	const { EndpointName: name, EndpointConfigName: configName } = input;
	const record = await ctx.store.transact((tx) => {
		const endpoint = needUpdatable(tx, ctx, name);
		const plan = planEndpoint(tx, ctx, configName);
		if (configName === endpoint.configName) {
			throw validationException(
				`The endpoint "${resourceArn(ctx, 'endpoint', name)}" has the endpoint configuration ${configName} already.`
			);
		}
		checkKind(endpoint, plan);
		checkScaled(ctx, endpoint, plan);
		const next = input.RetainAllVariantProperties ? retained(endpoint, plan, input) : plan;
		checkInstances(ctx, next.variants);
		return putUpdating(tx, ctx, endpoint, next);
	});
	void bringForward(ctx, record);
	return { EndpointArn: resourceArn(ctx, 'endpoint', name) };
}

/**
 * An endpoint keeps its kind for life.
 * @see https://github.com/aws/sagemaker-python-sdk/pull/3124 the sentence on asynchronous ones
 */
function checkKind(endpoint: EndpointRecord, plan: EndpointPlan): void {
	const kindOf = ({ variants }: EndpointPlan): string =>
		variants.some(({ serverless }) => serverless) ? 'serverless' : 'real-time';
	if (kindOf(endpoint) !== kindOf(plan)) {
		throw validationException(
			`Cannot update the ${kindOf(endpoint)} endpoint ${endpoint.name} with a ${kindOf(plan)} configuration.`
		);
	}
	if (endpoint.asyncInference && !plan.asyncInference) {
		throw validationException(
			`The AsyncInferenceConfig parameter cannot be removed from this endpoint ${endpoint.name}.`
		);
	}
}

/**
 * A variant that is a scalable target stays, on the same type of instance; another model is no hindrance.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
 */
function checkScaled(ctx: Context, endpoint: EndpointRecord, plan: EndpointPlan): void {
	for (const name of scaledVariants(ctx, endpoint.name)) {
		const typeIn = ({ variants }: EndpointPlan): string | undefined =>
			variants.find((variant) => variant.name === name)?.instanceType;
		if (typeIn(plan) === typeIn(endpoint)) continue;
		throw validationException(
			`The variant '${name}' of the endpoint ${endpoint.name} is a scalable target, so its instance type cannot change and it cannot be taken away. Delete its scaling policies and deregister it first.`
		);
	}
}

/** Weights and counts that were changed since the last configuration outlive it, variant by variant of the same name. */
function retained(endpoint: EndpointRecord, plan: EndpointPlan, input: UpdateEndpointInput): EndpointPlan {
	const excluded = (input.ExcludeRetainedVariantProperties ?? []).map((each) => each.VariantPropertyType);
	const keeps = (property: VariantPropertyType): boolean => !excluded.includes(property);
	const variants = plan.variants.map((variant): VariantRecord => {
		const old = endpoint.variants.find(({ name }) => name === variant.name);
		if (!old) return variant;
		return {
			...variant,
			weight: keeps('DesiredWeight') ? old.weight : variant.weight,
			instanceCount: keeps('DesiredInstanceCount') ? old.instanceCount : variant.instanceCount
		};
	});
	const dataCapture = keeps('DataCaptureConfig') ? endpoint.dataCapture : plan.dataCapture;
	return { ...plan, variants, dataCapture };
}

/**
 * Other shares and other numbers of instances for variants as they are.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 */
export async function updateEndpointWeightsAndCapacities(
	ctx: Context,
	input: Given<UpdateEndpointWeightsAndCapacitiesInput, 'EndpointName' | 'DesiredWeightsAndCapacities'>
): Promise<UpdateEndpointWeightsAndCapacitiesOutput> {
	const unsupported = ['DesiredWeightsAndCapacities.*.ServerlessUpdateConfig'];
	refuseUnsupported('UpdateEndpointWeightsAndCapacities', input, unsupported);
	const { EndpointName: name, DesiredWeightsAndCapacities: wishes } = input;
	const record = await ctx.store.transact((tx) => {
		const endpoint = needUpdatable(tx, ctx, name);
		const strange = wishes.find((wish) => !endpoint.variants.some((each) => each.name === wish.VariantName));
		if (strange) {
			const names = endpoint.variants.map((each) => each.name).join(', ');
			throw validationException(
				`The variant '${strange.VariantName}' is not on the endpoint ${name}, which has: ${names}.`
			);
		}
		const variants = endpoint.variants.map((variant) => wished(endpoint, variant, wishes));
		checkInstances(ctx, added(endpoint.variants, variants));
		const { configName, dataCapture, asyncInference } = endpoint;
		return putUpdating(tx, ctx, endpoint, { configName, variants, dataCapture, asyncInference });
	});
	void bringForward(ctx, record);
	return { EndpointArn: resourceArn(ctx, 'endpoint', name) };
}

function wished(
	{ asyncInference }: EndpointRecord,
	variant: VariantRecord,
	wishes: readonly DesiredWeightAndCapacity[]
): VariantRecord {
	const wish = wishes.find(({ VariantName }) => VariantName === variant.name);
	const count = wish?.DesiredInstanceCount;
	if (count !== undefined && variant.serverless) {
		throw validationException(`The variant '${variant.name}' is serverless: it has no DesiredInstanceCount.`);
	}
	if (count === 0 && !asyncInference) {
		throw validationException(
			`The DesiredInstanceCount of the variant '${variant.name}' is 0: only an asynchronous endpoint can be without instances.`
		);
	}
	return {
		...variant,
		weight: wish?.DesiredWeight ?? variant.weight,
		instanceCount: count ?? variant.instanceCount
	};
}

/** What the variants have more than before, as variants. */
function added(before: readonly VariantRecord[], after: readonly VariantRecord[]): VariantRecord[] {
	return after.map((variant, i) => ({
		...variant,
		instanceCount: Math.max(0, variant.instanceCount - before[i]!.instanceCount)
	}));
}

/** @throws AwsError ValidationException unless the endpoint is InService */
function needUpdatable(tx: Transaction, ctx: Context, name: string): EndpointRecord {
	const endpoint = tx.get(endpoints, name);
	if (!endpoint) throw couldNotFind(ctx, 'endpoint', name);
	if (endpoint.status === 'Failed') {
		throw validationException(`The endpoint ${name} is Failed: all that can be done is to delete it.`);
	}
	if (endpoint.status !== 'InService') throw inProgress(ctx, name);
	return endpoint;
}

function putUpdating(
	tx: Transaction,
	ctx: Context,
	endpoint: EndpointRecord,
	next: EndpointPlan
): EndpointRecord {
	const record: EndpointRecord = { ...endpoint, status: 'Updating', failureReason: null, next };
	putEndpoint(tx, ctx, record);
	return record;
}
