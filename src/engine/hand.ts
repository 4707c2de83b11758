import { PlatformError } from '#base/errors.ts';
import type { Helper } from '#ml/crew.ts';
import { builtinAlgorithms } from '#ml/registry.ts';
import type { HandContract } from './hand-contract.ts';
import { Peer, type Wire } from './rpc.ts';

/** Makes this worker a hand of a training instance. It lives for one job. */
export function beHand(wire: Wire): void {
	let helper: Helper | null = null;
	new Peer<HandContract, Record<never, never>>(wire, {
		async begin({ algorithm: name }) {
			const algorithm = await builtinAlgorithms.find((each) => each.name === name)?.load();
			helper = algorithm?.createHelper?.() ?? null;
			if (!helper) throw new PlatformError('NoHelper', `The algorithm '${name}' has no work for hands.`);
			return null;
		},
		ask(question) {
			if (!helper) throw new PlatformError('NoHelper', 'The hand was asked before it had begun.');
			return helper.answer(question);
		}
	});
}
