import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LateWorker, type WorkerLike } from '#engine/late-worker.ts';

class Recorder extends EventTarget implements WorkerLike {
	readonly got: unknown[] = [];
	ended = false;
	postMessage(message: unknown, transfer?: unknown): void {
		this.got.push([message, transfer]);
	}
	terminate(): void {
		this.ended = true;
	}
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('starts when its time has come, and hands over in order what came before and after', () => {
	const made: Recorder[] = [];
	const make = (): Recorder => {
		made.push(new Recorder());
		return made[0]!;
	};
	const worker = new LateWorker(make, 900);
	const heard: string[] = [];
	const deaf = (): void => void heard.push('deaf');
	worker.addEventListener('message', () => heard.push('message'));
	worker.addEventListener('message', deaf);
	worker.removeEventListener('message', deaf);
	const { port1 } = new MessageChannel();
	worker.postMessage('one', [port1]);
	vi.advanceTimersByTime(899);
	expect(made).toEqual([]);
	vi.advanceTimersByTime(1);
	worker.postMessage('two');
	expect(made[0]!.got).toEqual([
		['one', [port1]],
		['two', []]
	]);
	made[0]!.dispatchEvent(new Event('message'));
	expect(heard).toEqual(['message']);
	worker.terminate();
	expect(made[0]!.ended).toBe(true);
});

it('never starts when it was ended before', () => {
	const make = vi.fn(() => new Recorder());
	const worker = new LateWorker(make, 900);
	worker.terminate();
	vi.advanceTimersByTime(5_000);
	expect(make).not.toHaveBeenCalled();
});
