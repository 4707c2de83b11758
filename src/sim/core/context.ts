import type { Clock } from '#base/clock.ts';
import type { Rng } from '#base/rng.ts';
import type { RequestTrace } from '../paths/index.ts';
import type { FunctionRunner, HostDigests, InferenceRunner, ScriptRunner, TrainingRunner } from '../ports.ts';
import type { Live } from './live.ts';
import type { Quotas } from './quotas.ts';
import type { Store } from './table.ts';

/** A service that calls a function on behalf of a resource. */
export interface CallingService {
	/** e.g. `s3.amazonaws.com` */
	readonly service: string;
	readonly sourceArn: string;
}

/** All that an operation may touch. */
export interface Context {
	readonly clock: Clock;
	readonly rng: Rng;
	readonly region: string;
	readonly accountId: string;
	readonly store: Store;
	readonly training: TrainingRunner;
	readonly inference: InferenceRunner;
	/** Null where the host runs no functions. */
	readonly functions: FunctionRunner | null;
	/** Whether Lambda has such a function, and its own policy lets the service call it: for those who must not know Lambda. */
	readonly mayInvoke: (functionArn: string, caller: CallingService) => boolean;
	/** Null where the host runs no scripts of learners. */
	readonly scripts: ScriptRunner | null;
	/** Empty where the host has none of its own. */
	readonly digests: HostDigests;
	/** What the clocks of clients show: milliseconds since the epoch. */
	readonly clientNow: () => number;
	/** Awaited between the pieces of a long computation: lets the host's other work in. */
	readonly breathe: () => Promise<void>;
	readonly live: Live;
	readonly quotas: Quotas;
	/** As in `RegionOptions`. */
	readonly unknownRoles: 'trusted' | 'refused';
	/** With which the request was signed; undefined for a call without the wire, or without a signature. */
	readonly accessKeyId?: string | undefined;
	/** Where the request's steps are noted; absent where nobody records them. */
	readonly trace?: RequestTrace | undefined;
}
