import { PlatformError, UserError } from '#base/errors.ts';
import type {
	InferenceInstance,
	InvocationInput,
	InvocationOutput,
	ScriptOutcome,
	ScriptRun,
	ScriptRunner,
	ScriptTask
} from '#sim/ports.ts';
import type { InstancePool } from '../instance-pool.ts';
import type { ProgramRequest, ProgramResponse } from './program-contract.ts';
import { startProgram, type RunningProgram } from './running-program.ts';
import type { OpenSandbox } from './sandbox.ts';

/** How long a program may go on after SIGTERM, real ms. */
const GRACE_MS = 5_000;
/** How long a program may run at all, real ms: an instant clock stands still meanwhile. */
const LONGEST_RUN_MS = 30 * 60_000;
/** How long a server may take until it listens and answers its ping, real ms. */
const START_MS = 30_000;
/** Where SageMaker looks for a server. */
const PORT = 8080;

/** Runs the programs of learners, each in a sandbox of its own, as many jobs at once as the pool allows. */
export class SandboxScriptRunner implements ScriptRunner {
	readonly #pool: InstancePool;
	readonly #open: OpenSandbox;

	constructor(pool: InstancePool, open: OpenSandbox) {
		this.#pool = pool;
		this.#open = open;
	}

	start(task: ScriptTask, onLog: (line: string) => void): ScriptRun {
		let program: RunningProgram | null = null;
		let ended: PlatformError | null = null;
		let grace: ReturnType<typeof setTimeout> | undefined;
		const end = (reason: PlatformError): void => {
			ended ??= reason;
			program?.close(reason);
		};
		const run = async (): Promise<ScriptOutcome> => {
			const release = await this.#pool.acquire();
			const limit = setTimeout(
				() => end(new PlatformError('ProgramTimeout', 'The program ran for half an hour of real time.')),
				LONGEST_RUN_MS
			);
			try {
				if (ended) throw ended;
				program = await startProgram(this.#open, task, onLog);
				if (ended) throw ended;
				return await program.ended;
			} finally {
				clearTimeout(limit);
				clearTimeout(grace);
				program?.close(new PlatformError('InstanceReleased', 'The job is over.'));
				release();
			}
		};
		const finished = run();
		return {
			finished,
			stop: () => {
				const reason = new PlatformError('InstanceStopped', 'The program was stopped.');
				if (!program) return end(reason);
				program.terminate();
				grace ??= setTimeout(() => end(reason), GRACE_MS);
			},
			kill: () => end(new PlatformError('InstanceKilled', 'The instance was taken away.'))
		};
	}

	async serve(task: ScriptTask, onLog: (line: string) => void): Promise<InferenceInstance> {
		const program = await startProgram(this.#open, task, onLog);
		try {
			await withLimit(ping(program), START_MS);
		} catch (error) {
			program.close(new PlatformError('InstanceReleased', 'The container could not start.'));
			throw error;
		}
		program.ended.catch(() => {});
		return {
			invoke: async (input) => outputOf(await program.request(PORT, invocation(input))),
			close: () =>
				program.close(new PlatformError('InstanceReleased', 'The serving instance was taken down.'))
		};
	}
}

/** Waits for the server and asks it whether it is well. @throws UserError ContainerNotServing */
async function ping(program: RunningProgram): Promise<void> {
	const ended = program.ended.then(({ exitCode }) => {
		throw notServing(`it ended with exit code ${exitCode} before it listened on port ${PORT}`);
	});
	await Promise.race([program.listening(PORT), ended]);
	const request = {
		method: 'GET',
		url: '/ping',
		headers: { host: `localhost:${PORT}` },
		body: new Uint8Array(0)
	};
	const { status } = await Promise.race([program.request(PORT, request), ended]);
	if (status !== 200) throw notServing(`it answered GET /ping with ${status} and not with 200`);
}

function withLimit<T>(work: Promise<T>, ms: number): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(notServing(`it did not answer GET /ping on port ${PORT} in time`)), ms);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function notServing(what: string): UserError {
	return new UserError('ContainerNotServing', `The container does not serve: ${what}.`, {
		hint: 'A serving container listens on port 8080 and answers GET /ping with 200 once its model is loaded.'
	});
}

function invocation({ body, contentType, accept, customAttributes }: InvocationInput): ProgramRequest {
	const given: readonly (readonly [string, string | undefined])[] = [
		['host', `localhost:${PORT}`],
		['content-length', String(body.length)],
		['content-type', contentType],
		['accept', accept],
		['x-amzn-sagemaker-custom-attributes', customAttributes]
	];
	const headers = Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
	return { method: 'POST', url: '/invocations', headers, body };
}

function outputOf({ status, headers, body }: ProgramResponse): InvocationOutput {
	return {
		status,
		contentType: headers['content-type'] ?? 'application/octet-stream',
		body,
		customAttributes: headers['x-amzn-sagemaker-custom-attributes']
	};
}
