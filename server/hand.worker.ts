import { parentPort } from 'node:worker_threads';
import { beHand } from '#engine/hand.ts';
import type { Wire } from '#engine/rpc.ts';

beHand(parentPort as unknown as Wire);
