import { parentPort } from 'node:worker_threads';
import type { Wire } from '#engine/rpc.ts';
import { beTrainingInstance } from '#engine/training-instance.ts';

beTrainingInstance(parentPort as unknown as Wire);
