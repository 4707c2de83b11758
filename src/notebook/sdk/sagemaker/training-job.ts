import {
	DescribeTrainingJobCommand,
	StopTrainingJobCommand,
	type DescribeTrainingJobCommandOutput
} from '@aws-sdk/client-sagemaker';
import { followTrainingJob } from './follow-training.ts';
import type { Session } from './session.ts';

/** A training job that an Estimator started or was attached to. */
export class TrainingJob {
	readonly name: string;
	readonly #session: Session;

	constructor(session: Session, name: string) {
		this.#session = session;
		this.name = name;
	}

	/** What DescribeTrainingJob says of it now. */
	describe(): Promise<DescribeTrainingJobCommandOutput> {
		return this.#session.sagemakerClient.send(new DescribeTrainingJobCommand({ TrainingJobName: this.name }));
	}

	/**
	 * Waits for its end and prints its progress, from the beginning.
	 * Rejects with an UnexpectedStatusException where it failed.
	 *
	 * @param options.logs false leaves the container's log lines out; default true
	 */
	wait({ logs = true }: { readonly logs?: boolean } = {}): Promise<DescribeTrainingJobCommandOutput> {
		return followTrainingJob(this.#session, this.name, logs);
	}

	/** Asks it to stop. It keeps what it has learnt so far, where the algorithm can. */
	async stop(): Promise<void> {
		await this.#session.sagemakerClient.send(new StopTrainingJobCommand({ TrainingJobName: this.name }));
	}
}
