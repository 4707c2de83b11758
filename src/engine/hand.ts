import { PlatformError } from '#base/errors.ts';
import { Moved, type Helper } from '#ml/crew.ts';
import { builtinAlgorithms } from '#ml/registry.ts';
import type { HandContract } from './hand-contract.ts';
import { Peer, transferred, type Wire } from './rpc.ts';

/** Makes this worker a hand of a training instance. It lives for one job. */
export function beHand(wire: Wire): void {
	let helper: Promise<Helper> = Promise.reject(noHelper('The hand was asked before it had begun.'));
	helper.catch(() => {});
	new Peer<HandContract, Record<never, never>>(wire, {
		async begin({ algorithm }) {
			helper = helperOf(algorithm);
			await helper;
			return null;
		},
		async ask(question) {
			const answer = (await helper).answer(question);
			return answer instanceof Moved ? transferred(answer.answer, [...answer.buffers]) : answer;
		}
	});
}

async function helperOf(name: string): Promise<Helper> {
	const algorithm = await builtinAlgorithms.find((each) => each.name === name)?.load();
	const helper = algorithm?.createHelper?.();
	if (!helper) throw noHelper(`The algorithm '${name}' has no work for hands.`);
	return helper;
}

function noHelper(message: string): PlatformError {
	return new PlatformError('NoHelper', message);
}
