import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { jobInUse, resourceArn } from '../errors.ts';
import { trackJob } from '../experiments/track-job.ts';
import { checkQuota } from '../quota.ts';
import { setTags } from '../tags.ts';
import { DEFAULT_RUNTIME_SECONDS, type TrainingJobInput } from './training-checks.ts';
import { enter, LIVE, putJob, trainingJobs, type TrainingJobRecord } from './training-record.ts';
import { TrainingJobRun, type MetricsListener } from './training-run.ts';
import { trainingStates } from './training-states.ts';

export interface LaunchOptions {
	/** Who started it, where it was a job of another kind. */
	readonly parent?: Pick<TrainingJobRecord, 'tuningJob' | 'autoMLJob'>;
	/** Hears of metrics while the job runs. */
	readonly onMetrics?: MetricsListener;
	/** What else becomes durable together with the job. */
	readonly also?: (tx: Transaction) => void;
}

/**
 * Makes a training job and sets it going. Resolves when it is there, with a promise of its end that never rejects.
 * @param input checked
 * @throws AwsError ResourceInUse for a name that is taken, ResourceLimitExceeded
 */
export async function launchTrainingJob(
	ctx: Context,
	input: TrainingJobInput,
	{ parent = {}, onMetrics, also = () => {} }: LaunchOptions = {}
): Promise<{ readonly ended: Promise<void> }> {
	const name = input.TrainingJobName;
	const record = await ctx.store.transact((tx) => {
		if (tx.get(trainingJobs, name)) throw jobInUse(ctx, name);
		const created = { ...newRecord(input, tx.now), ...parent };
		checkQuota(
			ctx,
			created.instanceType,
			'training job',
			inUse(ctx, created.instanceType),
			created.instanceCount
		);
		putJob(tx, created);
		if (input.ExperimentConfig) trackJob(tx, ctx, name, input.ExperimentConfig);
		setTags(tx, resourceArn(ctx, 'training-job', name), input.Tags ?? []);
		also(tx);
		return created;
	});
	return { ended: new TrainingJobRun(ctx, record, onMetrics).run() };
}

function newRecord(input: TrainingJobInput, now: number): TrainingJobRecord {
	const record: TrainingJobRecord = {
		name: input.TrainingJobName,
		request: input,
		image: input.AlgorithmSpecification!.TrainingImage!,
		instanceType: input.ResourceConfig!.InstanceType!,
		instanceCount: input.ResourceConfig!.InstanceCount!,
		maxRuntimeSeconds: input.StoppingCondition?.MaxRuntimeInSeconds ?? DEFAULT_RUNTIME_SECONDS,
		status: 'InProgress',
		secondaryStatus: trainingStates.starting.status,
		createdAt: now,
		modifiedAt: now,
		startedAt: null,
		endedAt: null,
		trainingSeconds: null,
		failureReason: null,
		modelArtifacts: null,
		transitions: [],
		finalMetrics: []
	};
	return enter(record, 'starting', now);
}

/** Instances of that type that training jobs hold. */
export function inUse({ store }: Context, instanceType: string): number {
	return store
		.group(trainingJobs, LIVE)
		.filter((job) => job.instanceType === instanceType)
		.reduce((n, { instanceCount }) => n + instanceCount, 0);
}
