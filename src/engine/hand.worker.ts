import { beHand } from './hand.ts';
import type { Wire } from './rpc.ts';

beHand(globalThis as unknown as Wire);
