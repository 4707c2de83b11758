import { Emitter } from '#base/emitter.ts';
import { PlatformError } from '#base/errors.ts';
import { Peer, type Handlers } from '#engine/rpc.ts';
import { answerTo } from '../checks/answer.ts';
import { outputsOf } from '../checks/output.ts';
import type { Output } from '../outputs.ts';
import type { Answer, Question } from '../values/questions.ts';
import type {
	KernelContract,
	KernelHostContract,
	RunRequest,
	RunResult,
	SessionContract
} from './contract.ts';
import { runResultOf } from '../checks/run-result.ts';
import type { KernelFrame } from './kernel-frame.ts';
import { readVariables } from './read-variables.ts';
import type { Variable } from './variables.ts';

export type KernelStatus = 'starting' | 'idle' | 'busy' | 'stopped';

export interface KernelSessionOptions {
	/** Makes the sandbox; called once, by the first start. */
	openFrame(): Promise<KernelFrame>;
	/** The allow-list: modules and files that cells may have. */
	readonly host: Handlers<KernelHostContract>;
	/** A port that speaks WireContract; called for each worker. */
	openWire(): MessagePort;
	/** How long a cell has to stop before its worker is ended, ms. Default 2000. */
	readonly graceMs?: number;
}

type OnOutput = (output: Output) => void;

interface Link {
	readonly peer: Peer<SessionContract, KernelContract>;
	alive: string;
}

/** One notebook's kernel as the page sees it: starts it, runs cells one after the other, stops them. */
export class KernelSession {
	readonly statusChanged = new Emitter<KernelStatus>();
	readonly #options: KernelSessionOptions;
	/** Who hears what a cell says, its timers' words after the end of its run too. */
	readonly #listeners = new Map<string, OnOutput>();
	#status: KernelStatus = 'stopped';
	#frame: KernelFrame | null = null;
	#link: Link | null = null;
	#starting: Promise<void> | null = null;
	#queue: Promise<unknown> = Promise.resolve();
	#running: Promise<unknown> | null = null;
	#stopping: Promise<'interrupted' | 'respawned'> | null = null;
	#closed = false;

	constructor(options: KernelSessionOptions) {
		this.#options = options;
	}

	get status(): KernelStatus {
		return this.#status;
	}

	/** Resolves when cells can run. Rejects with a PlatformError when the kernel cannot be started; may be tried again. */
	start(): Promise<void> {
		if (this.#closed) return Promise.reject(closedError());
		this.#starting ??= this.#spawn().catch((error: unknown) => {
			this.#starting = null;
			this.#setStatus('stopped');
			throw error;
		});
		return this.#starting;
	}

	/**
	 * Runs a cell when those before it have ended; starts the kernel where it does not run. What the cell throws is an
	 * output. Rejects with a PlatformError only when the kernel itself fails.
	 */
	run(request: RunRequest, onOutput: OnOutput): Promise<RunResult> {
		const turn = this.#queue.then(() => this.#runNow(request, onOutput));
		this.#queue = turn.catch(() => undefined);
		return turn;
	}

	/**
	 * Asks about a value that is shown; «gone» where there is no kernel, another one, or one that answers with nonsense.
	 * A busy kernel answers when it comes to it. Never rejects.
	 */
	async inspect(question: Question): Promise<Answer> {
		try {
			const answer: unknown = await this.#link?.peer.call('inspect', question);
			return answerTo(question, answer);
		} catch {
			return { kind: 'gone' };
		}
	}

	/** The names that cells have defined; null where there is no kernel, or none that is idle. Never rejects. */
	async variables(): Promise<readonly Variable[] | null> {
		if (this.#status !== 'idle') return null;
		try {
			const answer: unknown = await this.#link?.peer.call('variables', null);
			return answer === undefined ? null : readVariables(answer);
		} catch {
			return null;
		}
	}

	/**
	 * Stops the running cell and all timers. Variables are kept, unless the cell does not listen: then its worker is
	 * ended after the grace period and a fresh one started, and the run settles with an error output that says so.
	 */
	interrupt(): Promise<'interrupted' | 'respawned'> {
		this.#stopping ??= this.#interrupt().finally(() => {
			this.#stopping = null;
		});
		return this.#stopping;
	}

	/** A fresh kernel without variables. A running cell settles as interrupted. */
	async restart(): Promise<void> {
		if (this.#link) await this.#respawn('The kernel was restarted: the variables of all cells are gone.');
		else await this.start();
	}

	/** Ends the kernel for good; what runs rejects with a PlatformError `KernelClosed`. */
	close(): void {
		this.#closed = true;
		this.#link?.peer.close(closedError());
		this.#link = null;
		this.#frame?.close();
		this.#frame = null;
		this.#setStatus('stopped');
	}

	/** The same as {@link close}, under the name by which pages tidy up. */
	dispose(): void {
		this.close();
	}

	async #runNow(request: RunRequest, onOutput: OnOutput): Promise<RunResult> {
		await this.#stopping?.catch(() => undefined);
		await this.start();
		const link = this.#link;
		if (!link) throw closedError();
		this.#listeners.set(request.cellId, onOutput);
		this.#setStatus('busy');
		const start = performance.now();
		const onNote = (outputs: unknown): void => outputsOf(outputs).forEach(onOutput);
		const running = link.peer.call('run', { request, alive: link.alive }, { onNote });
		this.#running = running;
		try {
			return runResultOf(await running);
		} catch (error) {
			if (!isRestart(error)) throw error;
			const { code, message, hint = null } = error;
			const place = { line: null, column: null, stack: '' };
			onOutput({ type: 'error', error: { kind: 'interrupted', code, message, hint, ...place } });
			return { status: 'interrupted', defines: [], uses: [], durationMs: performance.now() - start };
		} finally {
			this.#running = null;
			if (this.#status === 'busy') this.#setStatus('idle');
		}
	}

	async #interrupt(): Promise<'interrupted' | 'respawned'> {
		const link = this.#link;
		const frame = this.#frame;
		if (!link || !frame) return 'interrupted';
		const settle = async (): Promise<void> => {
			link.alive = await frame.revoke();
			await Promise.allSettled([this.#running, link.peer.call('interrupt', { alive: link.alive })]);
		};
		const graceMs = this.#options.graceMs ?? 2000;
		if ((await within(graceMs, settle())) !== LATE) return 'interrupted';
		const text = `The cell did not stop within ${graceMs / 1000} s, so its kernel was ended: the variables of all cells are gone.`;
		await this.#respawn(text);
		return 'respawned';
	}

	async #respawn(message: string): Promise<void> {
		const reason = new PlatformError(RESTARTED, message, { hint: 'Run the cells from the top again.' });
		this.#link?.peer.close(reason);
		this.#link = null;
		this.#starting = null;
		// A second try has a new sandbox.
		await this.start().catch(() => this.start());
	}

	async #spawn(): Promise<void> {
		this.#setStatus('starting');
		const frame = this.#frame ?? (await this.#openFrame());
		const { port1, port2 } = new MessageChannel();
		const alive = await within(SPAWN_MS, frame.spawn(port2, this.#options.openWire()));
		if (alive === LATE) {
			// A sandbox that does not answer has lost its process; the next start makes another.
			this.#frame = null;
			frame.close();
			throw new PlatformError('KernelDied', 'The kernel could not go on: its sandbox does not answer.');
		}
		if (this.#closed) throw closedError();
		const peer = new Peer<SessionContract, KernelContract>(port1, {
			...this.#options.host,
			late: ({ cellId, outputs }) => {
				const listener = this.#listeners.get(cellId);
				if (listener) outputsOf(outputs).forEach(listener);
				return null;
			}
		});
		this.#link = { peer, alive };
		this.#setStatus('idle');
	}

	async #openFrame(): Promise<KernelFrame> {
		const frame = await this.#options.openFrame();
		if (this.#closed) {
			frame.close();
			throw closedError();
		}
		frame.died.on((reason) => {
			this.#link?.peer.close(new PlatformError('KernelDied', `The kernel could not go on: ${reason}.`));
			this.#link = null;
			this.#starting = null;
			this.#setStatus('stopped');
		});
		this.#frame = frame;
		return frame;
	}

	#setStatus(status: KernelStatus): void {
		if (status === this.#status) return;
		this.#status = status;
		this.statusChanged.emit(status);
	}
}

/** How long a frame that has loaded may take to start a worker, ms. */
const SPAWN_MS = 5000;
const LATE = Symbol('late');

/** What a promise comes to, or `LATE` where that takes longer. */
function within<T>(ms: number, promise: Promise<T>): Promise<T | typeof LATE> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<typeof LATE>((resolve) => {
		timer = setTimeout(() => resolve(LATE), ms);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const RESTARTED = 'KernelRestarted';

function isRestart(error: unknown): error is PlatformError {
	return error instanceof PlatformError && error.code === RESTARTED;
}

function closedError(): PlatformError {
	return new PlatformError('KernelClosed', 'The kernel of this notebook was closed.');
}
