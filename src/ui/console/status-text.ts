import { assertNever } from '#base/assert.ts';
import type { EndpointView, TrainingJobView } from '#sim/events.ts';
import { t, type MessageKey } from '../text/text.svelte.ts';

/** How a status looks: done well, under way, failed, ended early. */
export type Tone = 'good' | 'going' | 'bad' | 'ended';

export function toneOfJob(status: TrainingJobView['status']): Tone {
	switch (status) {
		case 'Completed':
			return 'good';
		case 'InProgress':
		case 'Stopping':
			return 'going';
		case 'Failed':
			return 'bad';
		case 'Stopped':
			return 'ended';
		default:
			return assertNever(status);
	}
}

export function toneOfEndpoint(status: EndpointView['status']): Tone {
	switch (status) {
		case 'InService':
			return 'good';
		case 'Creating':
		case 'Updating':
		case 'RollingBack':
		case 'Deleting':
			return 'going';
		case 'Failed':
			return 'bad';
		case 'OutOfService':
			return 'ended';
		default:
			return assertNever(status);
	}
}

/** What is known of the statuses of training jobs, primary and secondary; the statuses themselves stay AWS's words. */
const OF_JOBS: Readonly<Record<string, MessageKey>> = {
	Starting: 'status.Starting',
	LaunchingMLInstances: 'status.LaunchingMLInstances',
	PreparingTrainingStack: 'status.PreparingTrainingStack',
	Downloading: 'status.Downloading',
	DownloadingTrainingImage: 'status.DownloadingTrainingImage',
	Training: 'status.Training',
	Uploading: 'status.Uploading',
	Stopping: 'status.Stopping',
	Completed: 'status.Completed',
	Failed: 'status.Failed',
	Stopped: 'status.Stopped',
	MaxRuntimeExceeded: 'status.MaxRuntimeExceeded',
	MaxWaitTimeExceeded: 'status.MaxWaitTimeExceeded',
	Interrupted: 'status.Interrupted',
	Pending: 'status.all.Pending',
	Updating: 'status.all.Updating',
	Restarting: 'status.Restarting',
	InProgress: 'status.all.InProgress',
	Deleting: 'status.all.Deleting'
};

/** One sentence on what a training job does in its present status; empty for one that we do not know. */
export function explainJob(job: Pick<TrainingJobView, 'status' | 'secondaryStatus'>): string {
	const key = OF_JOBS[job.secondaryStatus] ?? OF_JOBS[job.status];
	return key ? t(key) : '';
}

/** One sentence on what an endpoint's status means for its user and the bill. */
export function explainEndpoint(status: EndpointView['status']): string {
	return t(`status.endpoint.${status}`);
}

/** Words in AWS's statuses, of whatever resource, and how they look; the first that is found counts. */
const TONES: readonly (readonly [word: RegExp, tone: Tone])[] = [
	[/fail|error|alarm|rollback|impaired/i, 'bad'],
	[/stopped|deleted|outofservice|archived|unapproved|rejected|insufficient|expired/i, 'ended'],
	[/ing$|pending|progress|queued|starting/i, 'going']
];

/** How a status of any resource looks; what has no sad word and is not under way is well. */
export function toneOfStatus(status: string): Tone {
	return TONES.find(([word]) => word.test(status))?.[1] ?? 'good';
}

/**
 * One sentence on what a status means: of that kind of `RESOURCE_KINDS` where it has its own meaning there, else of
 * resources in general; empty for one that we do not know.
 */
export function explainStatus(status: string, kind = ''): string {
	const key = OF_KINDS[kind]?.[status] ?? OF_ALL[status];
	return key ? t(key) : '';
}

/** Where the general sentence would mislead. */
const OF_KINDS: Readonly<Record<string, Readonly<Record<string, MessageKey>>>> = {
	'notebook-instances': {
		Pending: 'status.notebook.Pending',
		Stopped: 'status.notebook.Stopped',
		Updating: 'status.notebook.Updating'
	},
	'monitoring-schedules': { Pending: 'status.all.Creating', Stopped: 'status.schedule.Stopped' },
	'model-package-groups': { Completed: 'status.all.Ready', Pending: 'status.all.Creating' },
	functions: { Pending: 'status.all.Creating' }
};

const OF_ALL: Readonly<Record<string, MessageKey>> = {
	Pending: 'status.all.Pending',
	InProgress: 'status.all.InProgress',
	Executing: 'status.all.InProgress',
	Creating: 'status.all.Creating',
	CREATING: 'status.all.Creating',
	Updating: 'status.all.Updating',
	UPDATING: 'status.all.Updating',
	Deleting: 'status.all.Deleting',
	DELETING: 'status.all.Deleting',
	Completed: 'status.all.Completed',
	Succeeded: 'status.all.Completed',
	Created: 'status.all.Ready',
	ACTIVE: 'status.all.Ready',
	Active: 'status.all.Ready',
	InService: 'status.all.InService',
	Scheduled: 'status.all.Scheduled',
	Failed: 'status.all.Failed',
	Stopping: 'status.all.Stopping',
	Stopped: 'status.all.Stopped',
	CreateFailed: 'status.all.Failed',
	DeleteFailed: 'status.all.DeleteFailed',
	PendingMaintenance: 'status.notebook.PendingMaintenance',
	InMaintenance: 'status.notebook.InMaintenance',
	Inactive: 'status.function.Inactive',
	Deactivating: 'status.function.Deactivating',
	Deactivated: 'status.function.Deactivated',
	ActiveNonInvocable: 'status.function.ActiveNonInvocable',
	OK: 'status.all.OK',
	ALARM: 'status.all.ALARM',
	INSUFFICIENT_DATA: 'status.all.INSUFFICIENT_DATA'
};

/** The code at the front of a failure reason: `ClientError: …` gives `ClientError`; null where there is none. */
export function codeOfFailure(reason: string): string | null {
	return /^([A-Z][A-Za-z]+)\s*:/.exec(reason)?.[1] ?? null;
}
