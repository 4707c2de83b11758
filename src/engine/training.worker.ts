import type { Wire } from './rpc.ts';
import { beTrainingInstance } from './training-instance.ts';

beTrainingInstance(globalThis as unknown as Wire);
