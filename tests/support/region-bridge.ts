import { Rng } from '#base/rng.ts';
import { inlineInferenceRunner, inlineTrainingRunner } from '#engine/inline.ts';
import { provideBridge } from '#notebook/kernel/bridge.ts';
import { memoryStorage } from '#sim/core/memory-storage.ts';
import { createRegion, type Region } from '#sim/region.ts';
import { instantClock } from './instant-clock.ts';

/** A region with an empty account, and a kernel's bridge to it in this realm; what cells print is thrown away. */
export async function regionWithBridge(): Promise<Region> {
	const region = await createRegion({
		clock: instantClock(),
		rng: new Rng(1),
		storage: memoryStorage(),
		training: inlineTrainingRunner(),
		inference: inlineInferenceRunner()
	});
	provideBridge({
		request: (request) => region.handle(request),
		clock: () => Promise.resolve({ now: region.clock.now(), speed: region.clock.speed }),
		sleep: (ms) => region.clock.sleep(ms),
		file: (name) => Promise.reject(new Error(`There is no file ${name}.`)),
		emit: () => undefined,
		display: () => undefined
	});
	return region;
}
