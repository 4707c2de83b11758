import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { beHand } from '#engine/hand.ts';
import type { InstanceWorker } from '#engine/instance.ts';
import type { Wire } from '#engine/rpc.ts';
import { vcpusOf, WorkerCrew } from '#engine/worker-crew.ts';

/** A hand at the other end of a channel, in this thread. */
function hand(terminated: () => void): InstanceWorker {
	const { port1, port2 } = new MessageChannel();
	beHand(port2 as unknown as Wire);
	const end = (): void => {
		port1.close();
		terminated();
	};
	return Object.assign(port1 as unknown as InstanceWorker, { terminate: end });
}

test.each([
	['ml.t3.medium', 1],
	['ml.m5.large', 2],
	['ml.m5.xlarge', 4],
	['ml.c5.18xlarge', 72],
	['local', 1]
])('%s has %i virtual processors', (type, count) => {
	expect(vcpusOf(type)).toBe(count);
});

test('hands load the algorithm’s helper, and end with the job', async () => {
	let ended = 0;
	const crew = new WorkerCrew(2, 'xgboost', () => hand(() => ended++));
	const hands = crew.hire(2);
	await expect(hands[0]!.ask({ kind: 'step', partings: [], done: [] })).rejects.toThrow();
	crew.dismiss();
	expect(ended).toBe(2);
	await expect(hands[1]!.ask(null)).rejects.toMatchObject({ code: 'InstanceReleased' });
});

test('an algorithm whose work cannot be shared says so to who asks', async () => {
	const crew = new WorkerCrew(1, 'linear-learner', () => hand(() => undefined));
	const [one] = crew.hire(1);
	await expect(one!.ask(null)).rejects.toMatchObject({ code: 'NoHelper' });
	crew.dismiss();
});
