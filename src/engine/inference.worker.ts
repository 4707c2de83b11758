import { beInferenceInstance } from './inference-instance.ts';
import type { Wire } from './rpc.ts';

beInferenceInstance(globalThis as unknown as Wire);
