import { availableParallelism } from 'node:os';
import { randomBytes } from 'node:crypto';
import { InstantClock, type Clock } from '#base/clock.ts';
import { Rng } from '#base/rng.ts';
import { createBreath, REGION_INTERVAL_MS } from '#engine/breath.ts';
import { InstancePool } from '#engine/instance-pool.ts';
import { ScaledClock } from '#engine/scaled-clock.ts';
import { WorkerInferenceRunner } from '#engine/worker-inference-runner.ts';
import { WorkerTrainingRunner } from '#engine/worker-training-runner.ts';
import { SandboxScriptRunner } from '#engine/program/sandbox-script-runner.ts';
import type { InferenceRunner, ScriptRunner, TrainingRunner } from '#sim/ports.ts';
import { createRegion, storedTime, type Region, type RegionOptions } from '#sim/region.ts';
import { NODE_DIGESTS } from './node-digests.ts';
import { NodeWorker } from './node-worker.ts';
import { nullInferenceRunner, nullScriptRunner, nullTrainingRunner } from './null-runners.ts';
import type { Options } from './options.ts';
import { openProgramProcess } from './program-process.ts';
import { refusedScripts } from './refused-scripts.ts';
import { openFileStorage } from './storage/file-storage.ts';

/** Simulated milliseconds per real one, as in the page: one second is one minute. */
const ACCELERATED = 60;

export interface OpenedRegion {
	readonly region: Region;
	/** Ends what runs and brings everything to the disk. */
	close(): Promise<void>;
}

/** A region over a folder, with workers for its instances. Rejects with the storage's PlatformError. */
export async function openRegion(
	folder: string,
	{
		clock,
		profile,
		unknownRoles,
		allowCode
	}: Pick<Options, 'clock' | 'profile' | 'unknownRoles' | 'allowCode'>
): Promise<OpenedRegion> {
	const storage = await openFileStorage(folder, journalBytes());
	// Simulated time has run ahead of real time while a server was open; it must not run backwards now.
	const start = Math.max((await storedTime(storage)) ?? 0, Date.now());
	const region = await createRegion({
		clientNow: () => Date.now(),
		breathe: createBreath(REGION_INTERVAL_MS),
		clock: clockOf(clock, start),
		rng: new Rng(randomBytes(4).readInt32LE()),
		storage,
		unknownRoles,
		digests: NODE_DIGESTS,
		...quotasOf(profile),
		...runnersOf(profile, allowCode)
	}).catch(async (error: unknown) => {
		await storage.close();
		throw error;
	});
	return {
		region,
		async close() {
			region.close();
			await storage.close();
		}
	};
}

/** The tests of crashes make journals short, so that the server dies while it writes a new state too. */
function journalBytes(): number | undefined {
	const text = process.env['SAGEBRUSH_JOURNAL_BYTES'];
	return text === undefined ? undefined : Number(text);
}

function clockOf(name: Options['clock'], start: number): Clock {
	if (name === 'instant') return new InstantClock(start, () => new Promise((idle) => setImmediate(idle)));
	return new ScaledClock(start, name === 'accelerated' ? ACCELERATED : 1);
}

/** Where nothing runs, any number of it may. */
function quotasOf(profile: Options['profile']): Pick<RegionOptions, 'quotas'> {
	return profile === 'api-only' ? { quotas: { instancesPerType: 1_000_000 } } : {};
}

interface Runners {
	readonly training: TrainingRunner;
	readonly inference: InferenceRunner;
	readonly scripts: ScriptRunner;
}

function runnersOf(profile: Options['profile'], allowCode: boolean): Runners {
	if (profile === 'api-only') {
		return { training: nullTrainingRunner(), inference: nullInferenceRunner(), scripts: nullScriptRunner() };
	}
	const pool = new InstancePool(Math.max(1, availableParallelism() - 1));
	const spawn = (name: string) => () => new NodeWorker(new URL(`./${name}.worker.js`, import.meta.url), name);
	return {
		training: new WorkerTrainingRunner(pool, spawn('training')),
		inference: new WorkerInferenceRunner(spawn('inference')),
		scripts: allowCode ? new SandboxScriptRunner(pool, openProgramProcess) : refusedScripts()
	};
}
