import { readFileSync } from 'node:fs';
import net from 'node:net';
import dgram from 'node:dgram';
import dns from 'node:dns';
import vm from 'node:vm';

/**
 * The process in which one program of a learner runs. It is started under Node's permission model, with no files but its
 * own two, no child processes, no workers and no add-ons; it makes no code out of text; here the network is taken away
 * too. The program itself runs in a context of its own that holds nothing of Node, and whose one way out is `send`.
 * What comes back from it is looked at by the parent, which does not trust this process either.
 */
const { send, on } = { send: process.send!.bind(process), on: process.on.bind(process) };
const runtime = readFileSync(process.argv[2]!, 'utf8');
takeNetworkAway();
takeNodeAway();

/** The context begins with the language alone: no process, no require, no timers, no fetch. */
const context = vm.createContext(Object.create(null) as object, {
	codeGeneration: { strings: false, wasm: true }
});
/** The program's side, in the context. */
interface Inside {
	receive(message: unknown): void;
	crash(reason: unknown): void;
	rejected(reason: unknown): void;
	fire(id: number): void;
}

const timers = new Map<number, NodeJS.Timeout>();
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/** What the context is given: functions that take and give nothing but plain values, and never throw. */
const doors = {
	compile: (parameters: readonly string[], body: string, path: string) =>
		vm.compileFunction(body, [...parameters], { filename: path, parsingContext: context }),
	after: (id: number, ms: number) =>
		void timers.set(
			id,
			startTimer(() => fire(id), ms)
		),
	cancel: (id: number) => void stopTimer(timers.get(id)),
	now: () => performance.now(),
	send: (message: unknown) => void send(message)
};
vm.runInContext(runtime, context, { filename: 'program-runtime.js' });
const program = (context as { beginProgram: (given: typeof doors) => Inside }).beginProgram(doors);
Reflect.deleteProperty(context, 'beginProgram');

function fire(id: number): void {
	timers.delete(id);
	program.fire(id);
}

on('message', (message) => program.receive(message));
on('uncaughtException', (error) => program.crash(error));
on('unhandledRejection', (reason) => program.rejected(reason));
// Without its parent nobody would end it.
on('disconnect', () => process.exit(0));

function takeNetworkAway(): void {
	const refuse = (): never => {
		throw new Error('Programs in containers have no network here.');
	};
	const lock = (target: object, name: string): void => {
		Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false });
	};
	for (const name of ['connect', 'bind']) if (name in net.Socket.prototype) lock(net.Socket.prototype, name);
	lock(net.Server.prototype, 'listen');
	for (const name of ['bind', 'connect', 'send', 'addMembership']) lock(dgram.Socket.prototype, name);
	for (const [name, value] of Object.entries(dns)) if (typeof value === 'function') lock(dns, name);
	for (const [name, value] of Object.entries(dns.promises))
		if (typeof value === 'function') lock(dns.promises, name);
}

/** What a program that got out of its context could ask for. */
function takeNodeAway(): void {
	for (const name of ['fetch', 'WebSocket', 'EventSource', 'Request', 'Response', 'BroadcastChannel']) {
		Reflect.deleteProperty(globalThis, name);
	}
	for (const name of [
		'binding',
		'_linkedBinding',
		'dlopen',
		'getBuiltinModule',
		'mainModule',
		'kill',
		'send'
	]) {
		Object.defineProperty(process, name, { value: undefined, writable: false, configurable: false });
	}
}
