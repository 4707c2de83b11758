import { meterLines } from './billing/index.ts';
import type { Context } from './core/context.ts';
import type { MetricPoint, RegionSnapshot } from './events.ts';
import { eventsOf, logStreams } from './logs/index.ts';
import { buckets, objects, objectView } from './s3/index.ts';
import { NO_SETTINGS, SETTINGS_KEY, settingsTable } from './settings/index.ts';
import { endpoints, endpointView, jobView, metricChunks, trainingJobs } from './sagemaker/index.ts';

/** Everything that a new watcher needs; records as they are stored, in no particular order. */
export function takeSnapshot(ctx: Context): RegionSnapshot {
	const { clock, store, accountId, region } = ctx;
	return {
		now: clock.now(),
		speed: clock.speed,
		accountId,
		region,
		buckets: store.values(buckets).map(({ name, createdAt }) => ({ name, createdAt })),
		objects: store.values(objects).map(objectView),
		trainingJobs: store.values(trainingJobs).map(jobView),
		metrics: metricsOf(ctx),
		endpoints: store.values(endpoints).map((endpoint) => endpointView(ctx, endpoint)),
		logs: store.values(logStreams).map(({ group, name }) => ({
			group,
			stream: name,
			lines: eventsOf(store, group, name).map(({ timestamp, message }) => ({ at: timestamp, message }))
		})),
		meter: store.values(meterLines),
		settings: store.get(settingsTable, SETTINGS_KEY) ?? NO_SETTINGS
	};
}

/** Storage gives chunks back in the order of their keys, which is not that of their numbers. */
function metricsOf({ store }: Context): Record<string, readonly MetricPoint[]> {
	const metrics: Record<string, MetricPoint[]> = {};
	for (const { jobName, points } of store.values(metricChunks).sort((a, b) => a.index - b.index)) {
		metrics[jobName] = [...(metrics[jobName] ?? []), ...points];
	}
	return metrics;
}
