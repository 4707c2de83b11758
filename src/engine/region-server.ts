import { type PlatformError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';
import { createRegion, storedTime, type Region } from '#sim/region.ts';
import type { RegionEvent } from '#sim/events.ts';
import { createBreath, REGION_INTERVAL_MS } from './breath.ts';
import { IndexedDbStorage } from './indexeddb-storage.ts';
import { InstancePool } from './instance-pool.ts';
import type { RegionContract, RegionPageContract, WireContract } from './region-contract.ts';
import { holdRegionLock } from './region-lock.ts';
import { Peer, type Handlers, type Wire } from './rpc.ts';
import { ScaledClock } from './scaled-clock.ts';
import { WorkerInferenceRunner } from './worker-inference-runner.ts';
import { WorkerTrainingRunner } from './worker-training-runner.ts';

/** Events are gathered this long, so that ten thousand log lines are not ten thousand messages. */
const EVENT_BATCH_MS = 40;

export interface InstanceSpawners {
	readonly training: () => Worker;
	readonly inference: () => Worker;
}

/** Runs a region over this worker's storage and offers it on `wire`. */
export function serveRegion(wire: Wire, spawn: InstanceSpawners): void {
	const doors = new Set<Peer<WireContract, Record<never, never>>>();
	let open: (opening: Promise<Region>) => void;
	// Whoever calls before the region is open waits for it.
	let region = new Promise<Region>((resolve) => (open = resolve));

	const lose = (reason: PlatformError): void => {
		void region.then((running) => running.close());
		for (const door of doors) door.close(reason);
		region = Promise.reject(reason);
		region.catch(() => {});
		page.call('lost', { reason: reason.message }).catch(() => {});
	};
	const wireHandlers: Handlers<WireContract> = {
		request: async (request) => (await region).handle(request),
		async clock() {
			const { clock } = await region;
			return { now: clock.now(), speed: clock.speed };
		}
	};

	const page = new Peer<RegionContract, RegionPageContract>(wire, {
		...wireHandlers,
		async open({ takeOver, speed }) {
			if (!(await holdRegionLock(takeOver, lose))) return { opened: false };
			open(openRegion(spawn, speed));
			await region;
			return { opened: true };
		},
		async watch(_, { note, stop }) {
			const running = await region;
			note({ snapshot: running.snapshot() });
			let gathered: RegionEvent[] = [];
			const send = (): void => {
				if (gathered.length > 0) note({ events: gathered, now: running.clock.now() });
				gathered = [];
			};
			const timer = setInterval(send, EVENT_BATCH_MS);
			const unwatch = running.events.on((event) => gathered.push(event));
			await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
			clearInterval(timer);
			unwatch();
			return null;
		},
		call: async ({ service, operation, input }) => (await region).call(service, operation, input),
		connect({ port }) {
			doors.add(new Peer<WireContract, Record<never, never>>(port, wireHandlers));
			return null;
		},
		killTrainingInstance: async ({ jobName }) => (await region).killTrainingInstance(jobName),
		async reset() {
			await (await region).reset();
			return null;
		}
	});
}

async function openRegion(spawn: InstanceSpawners, speed: number): Promise<Region> {
	const storage = await IndexedDbStorage.open('sagebrush-region');
	// Simulated time has run ahead of real time while the page was open; it must not run backwards now.
	const start = Math.max((await storedTime(storage)) ?? 0, Date.now());
	const pool = new InstancePool(Math.max(1, navigator.hardwareConcurrency - 1));
	return createRegion({
		clientNow: () => Date.now(),
		breathe: createBreath(REGION_INTERVAL_MS),
		clock: new ScaledClock(start, speed),
		rng: new Rng(crypto.getRandomValues(new Uint32Array(1))[0]!),
		storage,
		unknownRoles: 'refused',
		training: new WorkerTrainingRunner(pool, spawn.training),
		inference: new WorkerInferenceRunner(spawn.inference)
	});
}
