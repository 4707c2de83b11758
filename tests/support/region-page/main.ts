import type { WireRequest, WireResponse } from '#base/wire.ts';
import type { WireContract } from '#engine/region-contract.ts';
import { RegionClient } from '#engine/region-client.ts';
import { Peer } from '#engine/rpc.ts';

/** A page with nothing but a region in its worker, as the real page starts it, and AWS's wire to it as cells have it. */
export interface PageRegion {
	/** Opens the account; the place where it lies, null where another tab has it. */
	open(takeOver?: boolean): Promise<string | null>;
	send(request: WireRequest): Promise<WireResponse>;
}

const worker = new Worker(new URL('../../../src/engine/region.worker.ts', import.meta.url), {
	type: 'module',
	name: 'region'
});
const region = new RegionClient(worker, () => Promise.reject(new Error('This page has no sandbox.')));
const wire = new Peer<Record<never, never>, WireContract>(region.openWire(), {});

const offered: PageRegion = {
	open: (takeOver = false) => region.open(takeOver, 60),
	send: (request) => wire.call('request', request)
};
Object.assign(globalThis, { region: offered });
