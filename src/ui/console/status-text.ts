import { assertNever } from '#base/assert.ts';
import type { EndpointView, TrainingJobView } from '#sim/events.ts';

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

const SECONDARY: Readonly<Record<string, string>> = {
	Starting: 'SageMaker is getting machines ready for the job. You do not pay for this part.',
	LaunchingMLInstances: 'The machines that you asked for are starting.',
	PreparingTrainingStack: 'The machines are up and set up their software.',
	Downloading: 'The channels’ data is being copied from S3 to the machine. The meter runs from here.',
	DownloadingTrainingImage: 'The algorithm’s container is being fetched onto the machine.',
	Training: 'The algorithm learns, round by round. Its log lines carry the metrics of the chart.',
	Uploading: 'Training is over; the model is being packed into model.tar.gz and stored in S3.',
	Stopping: 'The job was asked to stop, and saves what it has learnt so far.',
	Completed: 'The model is in S3, the machine is gone, and nothing costs money any more.',
	Failed: 'The job has ended without a model. The reason says who must act.',
	Stopped: 'The job was stopped. What it had learnt until then was stored if there was anything.',
	MaxRuntimeExceeded: 'The job ran into the limit that StoppingCondition set, and was stopped.',
	Interrupted: 'The machine was taken away before the job had ended.'
};

/** One sentence on what a training job does in its present status; empty for one that we do not know. */
export function explainJob(job: TrainingJobView): string {
	return SECONDARY[job.secondaryStatus] ?? SECONDARY[job.status] ?? '';
}

/** One sentence on what an endpoint's status means for its user and the bill. */
export function explainEndpoint(status: EndpointView['status']): string {
	switch (status) {
		case 'Creating':
			return 'The machines start and load the model. It cannot answer yet, and the meter runs when it can.';
		case 'InService':
			return 'It answers requests. It costs the same whether anybody asks or not, until it is deleted.';
		case 'Updating':
			return 'New machines start with the new configuration while the old ones go on answering.';
		case 'Deleting':
			return 'The machines are being given back. It does not answer any more.';
		case 'Failed':
			return 'It could not start. Read the reason, delete it, and create it again.';
		case 'OutOfService':
			return 'It exists but does not answer requests.';
		default:
			return assertNever(status);
	}
}

/** The code at the front of a failure reason: `ClientError: …` gives `ClientError`; null where there is none. */
export function codeOfFailure(reason: string): string | null {
	return /^([A-Z][A-Za-z]+)\s*:/.exec(reason)?.[1] ?? null;
}
