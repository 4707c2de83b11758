import { UserError } from '#base/errors.ts';
import type { ScriptRunner } from '#sim/ports.ts';

/** A server that was not told to run code of learners runs none: each such job and endpoint fails, and says why. */
export function refusedScripts(): ScriptRunner {
	const refusal = (): Promise<never> =>
		Promise.reject(
			new UserError(
				'CodeNotAllowed',
				'This server runs no scripts and containers of learners: it was started without --allow-code.',
				{
					hint: 'Start it anew: npm run region -- --allow-code.'
				}
			)
		);
	return {
		start: () => ({ finished: refusal(), stop: () => {}, kill: () => {} }),
		serve: () => refusal()
	};
}
