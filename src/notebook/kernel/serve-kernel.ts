import type { WireContract } from '#engine/region-contract.ts';
import { Peer, type Wire } from '#engine/rpc.ts';
import type { Output } from '../outputs.ts';
import type { KernelContract, SessionContract } from './contract.ts';
import { createModuleLoader, type ModuleLoaderHost } from './module-loader.ts';
import { createRuntime, type Runtime } from './runtime.ts';

/** What the place that a kernel runs in gives it. */
export interface KernelRealm extends Pick<ModuleLoaderHost, 'scope' | 'toUrl' | 'importUrl'> {
	now(): number;
	/** Whole ms, cheap, may jump. */
	coarseNow(): number;
	/** Whether the mark that the frame gave still stands; answers at once. */
	isAlive(mark: string): boolean;
	/** How often a busy loop asks, ms; default 100. */
	readonly pollMs?: number;
}

type NoMethods = Record<never, never>;

/** Runs a kernel behind two ports: the session's, on which it serves KernelContract, and the region's. */
export function serveKernel(session: Wire, region: Wire, realm: KernelRealm): Runtime {
	let alive = '';
	let talk: { cellId: string; note: (outputs: readonly Output[]) => void } | null = null;
	const door = new Peer<NoMethods, WireContract>(region, {});
	const load = createModuleLoader({
		...realm,
		fetchSource: async (specifier) => (await page.call('module', { specifier })).source
	});
	const runtime = createRuntime({
		scope: realm.scope,
		now: () => realm.now(),
		coarseNow: () => realm.coarseNow(),
		ownsTimers: true,
		token: Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join(''),
		isStopped: () => !realm.isAlive(alive),
		...(realm.pollMs === undefined ? {} : { pollMs: realm.pollMs }),
		importModule: load,
		request: (wire, stop) => door.call('request', wire, { stop }),
		clock: () => door.call('clock', null),
		file: async (name) => (await page.call('file', { name })).bytes,
		send: (outputs, cellId) => {
			if (talk?.cellId === cellId) return talk.note(outputs);
			// The cell's run has ended; nobody waits for the answer.
			page.call('late', { cellId, outputs }).catch(() => undefined);
		}
	});
	const page = new Peer<KernelContract, SessionContract>(session, {
		run: async ({ request, alive: url }, { note }) => {
			alive = url;
			talk = { cellId: request.cellId, note };
			const result = await runtime.run(request);
			talk = null;
			return result;
		},
		interrupt: ({ alive: url }) => {
			alive = url;
			runtime.interrupt();
			return null;
		},
		inspect: (question) => runtime.inspect(question),
		variables: () => runtime.variables()
	});
	return runtime;
}
