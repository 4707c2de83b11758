import { PlatformError } from '#base/errors.ts';
import type { TrainingOutcome, TrainingRun, TrainingRunner, TrainingTask } from '#sim/ports.ts';
import type { TrainingInstanceContract, TrainingNote } from './instance-contract.ts';
import type { InstancePool } from './instance-pool.ts';
import { connectInstance, type Instance, type InstanceWorker } from './instance.ts';

/** Trains each job on a worker of its own, as many at once as the pool allows; further threads of a job count in it. */
export class WorkerTrainingRunner implements TrainingRunner {
	readonly #pool: InstancePool;
	readonly #spawn: () => InstanceWorker;

	constructor(pool: InstancePool, spawn: () => InstanceWorker) {
		this.#pool = pool;
		this.#spawn = spawn;
	}

	start(task: TrainingTask, onLog: (line: string) => void): TrainingRun {
		const ending = new AbortController();
		let instance: Instance<TrainingInstanceContract> | null = null;
		const run = async (): Promise<TrainingOutcome> => {
			const releases = [await this.#pool.acquire()];
			try {
				if (ending.signal.aborted) throw ending.signal.reason;
				instance = connectInstance<TrainingInstanceContract>(this.#spawn());
				const onNote = (note: TrainingNote): void => {
					if ('lines' in note) note.lines.forEach(onLog);
					else releases.push(this.#pool.occupy(note.started));
				};
				return await instance.peer.call('train', { task, hands: this.#pool.idle }, { onNote });
			} finally {
				instance?.terminate(new PlatformError('InstanceReleased', 'The job is over.'));
				releases.forEach((release) => release());
			}
		};
		return {
			finished: run(),
			stop: () => {
				// Before it has an instance there is nothing to save: the job is simply taken off the queue.
				if (instance) instance.peer.call('stop', null).catch(() => {});
				else
					ending.abort(
						new PlatformError('InstanceStopped', 'The job was stopped before it had an instance.')
					);
			},
			kill: () => {
				const reason = new PlatformError('InstanceKilled', 'The training instance was taken away.');
				ending.abort(reason);
				instance?.terminate(reason);
			}
		};
	}
}
