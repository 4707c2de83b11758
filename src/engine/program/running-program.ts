import { decodeUtf8 } from '#base/bytes.ts';
import { AlgorithmError, PlatformError } from '#base/errors.ts';
import type { ScriptOutcome, ScriptTask } from '#sim/ports.ts';
import { BoundedLog } from './bounded-log.ts';
import type { ProgramRequest, ProgramResponse, ToProgram } from './program-contract.ts';
import { readMessage } from './read-message.ts';
import type { OpenSandbox, Sandbox } from './sandbox.ts';

const MESSAGE = '/opt/ml/output';

/** A program under way, as its runner sees it. */
export interface RunningProgram {
	/** Settles once: with what it left behind, or with the reason why there is nothing. */
	readonly ended: Promise<ScriptOutcome>;
	/** Resolves when a server of it listens on the port. */
	listening(port: number): Promise<void>;
	/** Rejects when the program ends before it has answered. */
	request(port: number, request: ProgramRequest): Promise<ProgramResponse>;
	terminate(): void;
	close(reason: PlatformError): void;
}

/** Starts a program in a fresh sandbox. Rejects with a PlatformError where there is none to be had. */
export async function startProgram(
	open: OpenSandbox,
	task: ScriptTask,
	onLog: (line: string) => void
): Promise<RunningProgram> {
	const waiting = new Map<
		number,
		{ resolve(answer: ProgramResponse): void; reject(reason: unknown): void }
	>();
	const ports = new Set<number>();
	const listeners: { readonly port: number; readonly heard: () => void }[] = [];
	let over: { readonly reason: unknown } | null = null;
	let nextId = 1;
	let settle: { resolve(outcome: ScriptOutcome): void; reject(reason: unknown): void };
	const ended = new Promise<ScriptOutcome>((resolve, reject) => (settle = { resolve, reject }));
	ended.catch(() => {});
	const finish = (reason: unknown): void => {
		over ??= { reason };
		for (const { reject } of waiting.values()) reject(reason);
		waiting.clear();
	};
	const fail = (reason: unknown): void => {
		if (over) return;
		finish(reason);
		settle.reject(reason);
		sandbox?.close();
	};
	const log = new BoundedLog(onLog, () =>
		fail(new AlgorithmError('OutputFlood', 'The program wrote lines without end and was taken away.'))
	);
	const hear = (raw: unknown): void => {
		const message = over ? null : readMessage(raw);
		switch (message?.type) {
			case 'lines':
				return log.add(message.lines);
			case 'listening':
				ports.add(message.port);
				for (const { port, heard } of listeners) if (port === message.port) heard();
				return;
			case 'response':
				waiting.get(message.response.id)?.resolve(message.response);
				waiting.delete(message.response.id);
				return;
			case 'exit': {
				const said = message.files.find(({ path }) => path === `${MESSAGE}/message`);
				finish(new PlatformError('InstanceDied', `The program ended with exit code ${message.code}.`));
				settle.resolve({
					exitCode: message.code,
					exitMessage: said ? decodeUtf8(said.bytes) : null,
					files: message.files
				});
				sandbox?.close();
			}
		}
	};
	let sandbox: Sandbox | null = null;
	sandbox = await open(hear, (reason) =>
		fail(new PlatformError('InstanceDied', `The instance died: ${reason}.`))
	);
	const post = (message: ToProgram): void => sandbox!.post(message);
	const { command, environment, files, folders = [], workingFolder = '/' } = task;
	const outputFolders = [...new Set([...task.outputFolders, MESSAGE])];
	post({ type: 'start', start: { command, environment, files, folders, outputFolders, workingFolder } });
	return {
		ended,
		listening: (port) =>
			new Promise((resolve) => {
				if (ports.has(port)) resolve();
				else listeners.push({ port, heard: resolve });
			}),
		request: (port, request) =>
			new Promise((resolve, reject) => {
				if (over) return reject(over.reason as Error);
				const id = nextId++;
				waiting.set(id, { resolve, reject });
				post({ type: 'request', id, port, request });
			}),
		terminate: () => post({ type: 'terminate' }),
		close: (reason) => {
			fail(reason);
			sandbox?.close();
		}
	};
}
