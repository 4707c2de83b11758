import type { Wire } from './rpc.ts';
import { beTrainingInstance } from './training-instance.ts';

beTrainingInstance(globalThis as unknown as Wire, {
	cores: navigator.hardwareConcurrency,
	spawnHand: () =>
		new Worker(new URL('./hand.worker.ts', import.meta.url), { type: 'module', name: 'training, a hand' })
});
