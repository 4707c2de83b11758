import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { InstancePool } from '#engine/instance-pool.ts';
import type { TrainingInstanceContract } from '#engine/instance-contract.ts';
import type { InstanceWorker } from '#engine/instance.ts';
import { Peer, type Wire } from '#engine/rpc.ts';
import { WorkerTrainingRunner } from '#engine/worker-training-runner.ts';
import type { TrainingTask } from '#sim/ports.ts';

/** An instance that starts as many threads as it may, tells how many those are, and ends when it is told to. */
function instance(ended: Promise<void>): InstanceWorker {
	const { port1, port2 } = new MessageChannel();
	new Peer<TrainingInstanceContract, Record<never, never>>(port2 as unknown as Wire, {
		async train({ hands }, { note }) {
			note({ started: hands });
			note({ lines: [`${hands} hands`] });
			await ended;
			return { kind: 'completed', modelArchive: null };
		},
		stop: () => null
	});
	return Object.assign(port1 as unknown as InstanceWorker, { terminate: () => port1.close() });
}

test('a job alone may use all cores; the next begins when they are free again', async () => {
	const pool = new InstancePool(3);
	const ends: (() => void)[] = [];
	const runner = new WorkerTrainingRunner(pool, () => instance(new Promise((end) => ends.push(end))));
	const started = (): Promise<{ said: string; finished: Promise<unknown> }> =>
		new Promise((resolve) => {
			const { finished } = runner.start({} as TrainingTask, (said) => resolve({ said, finished }));
		});
	const first = await started();
	expect(first.said).toBe('3 hands');
	const waiting = started();
	await new Promise(setImmediate);
	expect([ends.length, pool.idle]).toEqual([1, 0]);
	ends[0]!();
	await first.finished;
	const second = await waiting;
	expect(second.said).toBe('3 hands');
	ends[1]!();
	expect(await second.finished).toMatchObject({ kind: 'completed' });
	expect(pool.idle).toBe(4);
});
