import type { MonitoringType } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Operation } from '../../core/service.ts';
import { isRecord } from '../../protocol/model.ts';
import {
	resourceArn,
	resourceInUse,
	resourceNotFound,
	validationException,
	type ResourceKind
} from '../errors.ts';
import { endpoints } from '../hosting/hosting-records.ts';
import { listPage, type ListQuery } from '../listing.ts';
import { setTags } from '../tags.ts';
import { jobDefinitions, monitoringSchedules, type JobDefinitionRecord } from './records.ts';

const KINDS: Readonly<Record<MonitoringType, ResourceKind>> = {
	DataQuality: 'data-quality-job-definition',
	ModelQuality: 'model-quality-job-definition',
	ModelBias: 'model-bias-job-definition',
	ModelExplainability: 'model-explainability-job-definition'
};

type Input = Readonly<Record<string, unknown>> & { readonly JobDefinitionName: string };
type Listing = ListQuery & { readonly EndpointName?: string };

/** Create, Describe, List and Delete of one kind; all four are alike. */
export function definitionOperations(type: MonitoringType): Readonly<Record<string, Operation>> {
	const kind = KINDS[type];
	const name = `${type}JobDefinition`;
	return {
		[`Create${name}`]: (ctx: Context, input: Input) => create(ctx, type, input),
		[`Describe${name}`]: async (ctx: Context, input: Input) => {
			const { request, createdAt, ...record } = need(ctx, type, input.JobDefinitionName);
			const { Tags: _tags, ...echoed } = request;
			const JobDefinitionArn = resourceArn(ctx, kind, record.name);
			return { ...echoed, JobDefinitionArn, CreationTime: new Date(createdAt) };
		},
		[`List${name}s`]: (ctx: Context, input: Listing) => list(ctx, type, input),
		[`Delete${name}`]: (ctx: Context, input: Input) => remove(ctx, type, input.JobDefinitionName)
	};
}

function need(ctx: Context, type: MonitoringType, name: string): JobDefinitionRecord {
	const record = ctx.store.get(jobDefinitions[type], name);
	if (record) return record;
	throw resourceNotFound(`Could not find job definition '${resourceArn(ctx, KINDS[type], name)}'.`);
}

async function create(ctx: Context, type: MonitoringType, input: Input): Promise<object> {
	const { JobDefinitionName: name, Tags } = input;
	const arn = resourceArn(ctx, KINDS[type], name);
	const endpoint = endpointOf(input[`${type}JobInput`]);
	if (endpoint !== null && !ctx.store.get(endpoints, endpoint)) {
		throw validationException(`Could not find endpoint "${resourceArn(ctx, 'endpoint', endpoint)}".`);
	}
	return ctx.store.transact((tx) => {
		if (tx.get(jobDefinitions[type], name)) throw resourceInUse(`Job definition already exists: ${arn}`);
		tx.put(jobDefinitions[type], name, { name, type, request: input, createdAt: tx.now });
		setTags(tx, arn, Array.isArray(Tags) ? Tags : []);
		return { JobDefinitionArn: arn };
	});
}

/** @throws AwsError ValidationException where the input is not exactly one */
function endpointOf(input: unknown): string | null {
	const { EndpointInput: endpoint, BatchTransformInput: batch } = isRecord(input) ? input : {};
	if ((endpoint === undefined) === (batch === undefined)) {
		throw validationException('Exactly one of EndpointInput and BatchTransformInput must be given.');
	}
	return isRecord(endpoint) ? String(endpoint['EndpointName']) : null;
}

async function list(ctx: Context, type: MonitoringType, input: Listing): Promise<object> {
	const named = (record: JobDefinitionRecord): string | null => endpointOf(record.request[`${type}JobInput`]);
	const wanted = ctx.store
		.values(jobDefinitions[type])
		.filter((one) => (input.EndpointName ?? named(one)) === named(one));
	const { items, nextToken } = listPage(ctx, wanted, input);
	return {
		JobDefinitionSummaries: items.map((record) => ({
			MonitoringJobDefinitionName: record.name,
			MonitoringJobDefinitionArn: resourceArn(ctx, KINDS[type], record.name),
			CreationTime: new Date(record.createdAt),
			// A definition over batch data has no endpoint, and AWS's shape wants a text all the same.
			EndpointName: named(record) ?? ''
		})),
		NextToken: nextToken
	};
}

/** @throws AwsError ValidationException while a schedule uses it */
async function remove(ctx: Context, type: MonitoringType, name: string): Promise<object> {
	need(ctx, type, name);
	return ctx.store.transact((tx) => {
		const isUsed = ctx.store
			.values(monitoringSchedules)
			.some(({ config }) => config.MonitoringJobDefinitionName === name && config.MonitoringType === type);
		if (isUsed) throw validationException(`A monitoring schedule uses the job definition '${name}'.`);
		tx.remove(jobDefinitions[type], name);
		setTags(tx, resourceArn(ctx, KINDS[type], name), []);
		return {};
	});
}
