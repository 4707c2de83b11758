import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Wire } from '#engine/rpc.ts';
import { beTrainingInstance } from '#engine/training-instance.ts';
import { NodeWorker } from './node-worker.ts';

beTrainingInstance(parentPort as unknown as Wire, {
	cores: availableParallelism(),
	spawnHand: () => new NodeWorker(new URL('./hand.worker.js', import.meta.url), 'training, a hand')
});
