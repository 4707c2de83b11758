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
	Interrupted: 'status.Interrupted'
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

/** The code at the front of a failure reason: `ClientError: …` gives `ClientError`; null where there is none. */
export function codeOfFailure(reason: string): string | null {
	return /^([A-Z][A-Za-z]+)\s*:/.exec(reason)?.[1] ?? null;
}
