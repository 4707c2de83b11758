import type { Context } from '../../core/context.ts';
import { resourceArn } from '../errors.ts';
import { endpoints, models, type EndpointRecord } from '../hosting/hosting-records.ts';
import { monitoringSchedules, type ScheduleRecord } from '../monitoring/records.ts';
import { transformJobs, type TransformJobRecord } from '../transform/transform-record.ts';
import { described, type Candidate, type Entity } from './candidate.ts';

/** What uses models, by the name of the model or of the endpoint: gathered once for a whole search. */
interface Uses {
	readonly endpoints: ReadonlyMap<string, readonly EndpointRecord[]>;
	readonly transformJobs: ReadonlyMap<string, readonly TransformJobRecord[]>;
	readonly schedules: ReadonlyMap<string, readonly ScheduleRecord[]>;
}

/** Models as the model dashboard shows them: with the endpoints that serve them, and what else works with them. */
export function modelCandidates(ctx: Context): Candidate[] {
	const { store } = ctx;
	const uses: Uses = {
		endpoints: byNames(store.values(endpoints), ({ variants }) => variants.map((each) => each.modelName)),
		transformJobs: byNames(store.values(transformJobs), ({ request }) => [request.ModelName ?? '']),
		schedules: byNames(store.values(monitoringSchedules), ({ config }) =>
			(config.MonitoringJobDefinition?.MonitoringInputs ?? []).map(
				(each) => each.EndpointInput?.EndpointName ?? ''
			)
		)
	};
	return store.values(models).map(({ name, createdAt }): Candidate => {
		const arn = resourceArn(ctx, 'model', name);
		return { arn, createdAt, modifiedAt: createdAt, entity: () => modelEntity(ctx, name, arn, uses) };
	});
}

function byNames<T>(records: readonly T[], namesOf: (record: T) => readonly string[]): Map<string, T[]> {
	const found = new Map<string, T[]>();
	for (const record of records) {
		for (const name of new Set(namesOf(record))) {
			const list = found.get(name) ?? [];
			list.push(record);
			found.set(name, list);
		}
	}
	return found;
}

async function modelEntity(ctx: Context, name: string, arn: string, uses: Uses): Promise<Entity> {
	const serving = uses.endpoints.get(name) ?? [];
	const latest = uses.transformJobs.get(name)?.reduce((a, b) => (b.createdAt > a.createdAt ? b : a));
	const schedules = serving.flatMap((endpoint) => uses.schedules.get(endpoint.name) ?? []);
	return {
		Model: await described(ctx, 'Model', 'DescribeModel', { ModelName: name }, arn),
		Endpoints: serving.map((endpoint) => ({
			EndpointName: endpoint.name,
			EndpointArn: resourceArn(ctx, 'endpoint', endpoint.name),
			CreationTime: new Date(endpoint.createdAt),
			LastModifiedTime: new Date(endpoint.modifiedAt),
			EndpointStatus: endpoint.status
		})),
		LastBatchTransformJob: latest && (await transformEntity(ctx, latest.name)),
		MonitoringSchedules: await Promise.all(schedules.map((each) => scheduleEntity(ctx, each.name)))
	};
}

function transformEntity(ctx: Context, name: string): Promise<Entity> {
	const input = { TransformJobName: name };
	const arn = resourceArn(ctx, 'transform-job', name);
	return described(ctx, 'TransformJob', 'DescribeTransformJob', input, arn);
}

function scheduleEntity(ctx: Context, name: string): Promise<Entity> {
	const input = { MonitoringScheduleName: name };
	const arn = resourceArn(ctx, 'monitoring-schedule', name);
	return described(ctx, 'ModelDashboardMonitoringSchedule', 'DescribeMonitoringSchedule', input, arn);
}
