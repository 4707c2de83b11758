import { parentPort } from 'node:worker_threads';
import { beInferenceInstance } from '#engine/inference-instance.ts';
import type { Wire } from '#engine/rpc.ts';

beInferenceInstance(parentPort as unknown as Wire);
