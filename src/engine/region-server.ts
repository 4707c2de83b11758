import { type PlatformError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';
import { createRegion, storedTime, type Region } from '#sim/region.ts';
import type { RegionEvent } from '#sim/events.ts';
import type { RegionStorage } from '#sim/ports.ts';
import { exportAccount, readAccount } from './account/account-archive.ts';
import { blobOf, counted, piecesOf } from './account/blobs.ts';
import type { RequestPath } from '#sim/paths/request-path.ts';
import { createBreath, REGION_INTERVAL_MS } from './breath.ts';
import { InstancePool } from './instance-pool.ts';
import { pageSandbox } from './program/page-sandbox.ts';
import type { OpenSandbox } from './program/sandbox.ts';
import { SandboxScriptRunner } from './program/sandbox-script-runner.ts';
import type { RegionContract, RegionPageContract, WireContract } from './region-contract.ts';
import { holdRegionLock } from './region-lock.ts';
import { Peer, type Handlers, type Wire } from './rpc.ts';
import { ScaledClock } from './scaled-clock.ts';
import { openPageStorage, type PageStorage } from './storage/page-storage.ts';
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
	let open: (opening: Promise<Opened>) => void;
	// Whoever calls before the region is open waits for it.
	let opened = new Promise<Opened>((resolve) => (open = resolve));
	const region = async (): Promise<Region> => (await opened).region;

	const close = async (): Promise<void> => {
		const running = await opened;
		running.region.close();
		await running.account.close();
	};
	const lose = (reason: PlatformError): void => {
		close().catch(() => {});
		for (const door of doors) door.close(reason);
		opened = Promise.reject(reason);
		opened.catch(() => {});
		page.call('lost', { reason: reason.message }).catch(() => {});
	};
	const wireHandlers: Handlers<WireContract> = {
		request: async (request) => (await region()).handle(request),
		async clock() {
			const { clock } = await region();
			return { now: clock.now(), speed: clock.speed };
		}
	};

	const openSandbox = pageSandbox(
		async (port, stop) => (await page.call('sandbox', { port }, { transfer: [port], stop })).reason
	);
	const page = new Peer<RegionContract, RegionPageContract>(wire, {
		...wireHandlers,
		async open({ takeOver, speed }) {
			if (!(await holdRegionLock(takeOver, lose))) return { place: null };
			open(openRegion(spawn, speed, openSandbox));
			return { place: (await opened).account.place };
		},
		async watch(_, { note, stop }) {
			const running = await region();
			note({ snapshot: running.snapshot() });
			const send = (events: readonly RegionEvent[]): void => note({ events, now: running.clock.now() });
			await inBatches<RegionEvent>((add) => running.events.on(add), send, stop);
			return null;
		},
		async watchPaths(_, { note, stop }) {
			const { paths } = await region();
			if (!paths) return null;
			note(paths.recent);
			await inBatches<RequestPath>((add) => paths.ended.on(add), note, stop);
			return null;
		},
		call: async ({ service, operation, input }) => (await region()).call(service, operation, input),
		connect({ port }) {
			doors.add(new Peer<WireContract, Record<never, never>>(port, wireHandlers));
			return null;
		},
		killTrainingInstance: async ({ jobName }) => (await region()).killTrainingInstance(jobName),
		async changeSettings(settings) {
			await (await region()).settings.change(settings);
			return null;
		},
		async reset() {
			const running = await opened;
			await running.region.reset();
			await running.account.compact();
			return null;
		},
		async exportAccount(_, { note }) {
			const { region: running, account } = await opened;
			const tell = (doneBytes: number): void => note({ doneBytes });
			return running.standStill(() => blobOf(counted(exportAccount(account.storage), tell)));
		},
		async importAccount({ zip }, { note }) {
			const { region: running, account } = await opened;
			const tell = (doneBytes: number): void => note({ doneBytes });
			const read = await readAccount(account.storage, counted(piecesOf(zip), tell));
			running.close();
			try {
				// What was under way is heard to its end: nothing may be written behind the new account.
				await running.standStill(() => read.commit());
			} catch (error) {
				await read.discard();
				lose(error as PlatformError);
				throw error;
			}
			await account.close();
			return null;
		}
	});
}

/** Gathers what is heard and sends it on, until stopped. */
async function inBatches<T>(
	hear: (add: (item: T) => void) => () => void,
	send: (batch: readonly T[]) => void,
	stop: AbortSignal
): Promise<void> {
	let gathered: T[] = [];
	const timer = setInterval(() => {
		if (gathered.length > 0) send(gathered);
		gathered = [];
	}, EVENT_BATCH_MS);
	const unhear = hear((item) => gathered.push(item));
	await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
	clearInterval(timer);
	unhear();
}

interface Opened {
	readonly region: Region;
	readonly account: PageStorage;
}

async function openRegion(spawn: InstanceSpawners, speed: number, openSandbox: OpenSandbox): Promise<Opened> {
	const account = await openPageStorage();
	try {
		return { region: await startRegion(account.storage, spawn, speed, openSandbox), account };
	} catch (error) {
		await account.close();
		throw error;
	}
}

async function startRegion(
	storage: RegionStorage,
	spawn: InstanceSpawners,
	speed: number,
	openSandbox: OpenSandbox
): Promise<Region> {
	// Simulated time has run ahead of real time while the page was open; it must not run backwards now.
	const start = Math.max((await storedTime(storage)) ?? 0, Date.now());
	const pool = new InstancePool(Math.max(1, navigator.hardwareConcurrency - 1));
	return createRegion({
		clientNow: () => Date.now(),
		breathe: createBreath(REGION_INTERVAL_MS),
		pathClock: () => performance.now(),
		clock: new ScaledClock(start, speed),
		rng: new Rng(crypto.getRandomValues(new Uint32Array(1))[0]!),
		storage,
		unknownRoles: 'refused',
		training: new WorkerTrainingRunner(pool, spawn.training),
		inference: new WorkerInferenceRunner(spawn.inference),
		scripts: new SandboxScriptRunner(pool, openSandbox)
	});
}
