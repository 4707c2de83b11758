import type {
	CreateEndpointInput,
	CreateEndpointOutput,
	DescribeEndpointInput,
	DescribeEndpointOutput,
	ListEndpointsInput,
	ListEndpointsOutput
} from '@aws-sdk/client-sagemaker';
import { deregisterEndpoint } from '../../autoscaling/index.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { bringDown, bringUp, shutDown } from './endpoint-life.ts';
import { alreadyExists, couldNotFind, inProgress, resourceArn } from '../errors.ts';
import { endpoints, putEndpoint, type EndpointRecord } from './hosting-records.ts';
import { pendingSummaries, variantSummaries } from './describe-variants.ts';
import { checkInstances, planEndpoint } from './plan-endpoint.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';

type OfEndpoint = Given<DescribeEndpointInput, 'EndpointName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
export async function createEndpoint(
	ctx: Context,
	input: Given<CreateEndpointInput, 'EndpointName' | 'EndpointConfigName'>
): Promise<CreateEndpointOutput> {
	refuseUnsupported('CreateEndpoint', input, ['DeploymentConfig']);
	const { EndpointName: name, EndpointConfigName: configName } = input;
	const arn = resourceArn(ctx, 'endpoint', name);
	const record = await ctx.store.transact((tx) => {
		if (tx.get(endpoints, name)) throw alreadyExists(ctx, 'endpoint', name);
		const plan = planEndpoint(tx, ctx, configName);
		checkInstances(ctx, plan.variants);
		const created: EndpointRecord = {
			...plan,
			name,
			id: ctx.rng.hex(16),
			status: 'Creating',
			createdAt: tx.now,
			modifiedAt: tx.now,
			failureReason: null,
			next: null
		};
		putEndpoint(tx, ctx, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void bringUp(ctx, record);
	return { EndpointArn: arn };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export async function describeEndpoint(
	ctx: Context,
	{ EndpointName: name }: OfEndpoint
): Promise<DescribeEndpointOutput> {
	const record = ctx.store.get(endpoints, name);
	if (!record) throw couldNotFind(ctx, 'endpoint', name);
	return {
		EndpointName: name,
		EndpointArn: resourceArn(ctx, 'endpoint', name),
		EndpointConfigName: record.configName,
		ProductionVariants: variantSummaries(record),
		EndpointStatus: record.status,
		FailureReason: record.failureReason ?? undefined,
		CreationTime: new Date(record.createdAt),
		LastModifiedTime: new Date(record.modifiedAt),
		AsyncInferenceConfig: record.asyncInference ?? undefined,
		...captureSummary(record),
		...pendingDeployment(record)
	};
}

function captureSummary({
	status,
	dataCapture
}: EndpointRecord): Pick<DescribeEndpointOutput, 'DataCaptureConfig'> {
	if (!dataCapture) return {};
	const isOn = dataCapture.EnableCapture ?? false;
	return {
		DataCaptureConfig: {
			EnableCapture: isOn,
			CaptureStatus: isOn && status !== 'Creating' ? 'Started' : 'Stopped',
			CurrentSamplingPercentage: dataCapture.InitialSamplingPercentage,
			DestinationS3Uri: dataCapture.DestinationS3Uri,
			KmsKeyId: dataCapture.KmsKeyId ?? ''
		}
	};
}

function pendingDeployment(record: EndpointRecord): Pick<DescribeEndpointOutput, 'PendingDeploymentSummary'> {
	const variants = pendingSummaries(record);
	if (!record.next || variants.length === 0) return {};
	return {
		PendingDeploymentSummary: {
			EndpointConfigName: record.next.configName,
			ProductionVariants: variants,
			StartTime: new Date(record.modifiedAt)
		}
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html */
export async function listEndpoints(ctx: Context, input: ListEndpointsInput): Promise<ListEndpointsOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(endpoints), input);
	return {
		Endpoints: items.map((record) => ({
			EndpointName: record.name,
			EndpointArn: resourceArn(ctx, 'endpoint', record.name),
			CreationTime: new Date(record.createdAt),
			LastModifiedTime: new Date(record.modifiedAt),
			EndpointStatus: record.status
		})),
		NextToken: nextToken
	};
}

/**
 * It costs nothing from now on, and is gone a little later. Its scalable targets go at once.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-delete-with-scaling.html
 */
export async function deleteEndpoint(ctx: Context, { EndpointName: name }: OfEndpoint): Promise<object> {
	const record = await ctx.store.transact((tx) => {
		const endpoint = tx.get(endpoints, name);
		if (!endpoint) throw couldNotFind(ctx, 'endpoint', name);
		if (endpoint.status !== 'InService' && endpoint.status !== 'Failed') throw inProgress(ctx, name);
		shutDown(tx, ctx, endpoint);
		const deleting: EndpointRecord = { ...endpoint, status: 'Deleting' };
		putEndpoint(tx, ctx, deleting);
		setTags(tx, resourceArn(ctx, 'endpoint', name), []);
		deregisterEndpoint(tx, ctx, name);
		return deleting;
	});
	void bringDown(ctx, record);
	return {};
}
