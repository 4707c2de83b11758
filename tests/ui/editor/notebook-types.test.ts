import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Problem, TypedCell } from '#notebook/types/contract.ts';
import type { TypesClient } from '#notebook/types/types-client.ts';
import { NotebookTypes } from '#ui/editor/types/notebook-types.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PROBLEM: Problem = { from: 0, to: 1, severity: 'error', code: 1, message: 'no', reason: null };

/** Types of a notebook whose service notes what it is asked. */
function typesOver(cells: TypedCell[]): {
	readonly types: NotebookTypes;
	readonly asked: string[];
	readonly started: () => number;
	die(): void;
} {
	const asked: string[] = [];
	let starts = 0;
	let die: () => void = () => undefined;
	const start = (): Promise<TypesClient> => {
		starts++;
		const ended = new Promise<void>((resolve) => (die = resolve));
		const ask = (question: string, params: { readonly cell: string }): Promise<unknown> => {
			asked.push(`${question} ${params.cell}`);
			return Promise.resolve([PROBLEM]);
		};
		return Promise.resolve({ ask, ended, close: () => die() } as unknown as TypesClient);
	};
	const types = new NotebookTypes({ cells: () => cells, start, say: ({ message }) => message });
	return { types, asked, started: () => starts, die: () => die() };
}

it('starts nothing until an editor is used', async () => {
	const { types, asked, started } = typesOver([{ id: 'a', text: '1' }]);
	types.attach('a', { show: () => undefined });
	types.touch();
	await vi.advanceTimersByTimeAsync(5_000);
	expect(started()).toBe(0);
	types.wake();
	await vi.advanceTimersByTimeAsync(5_000);
	expect(started()).toBe(1);
	expect(asked).toEqual(['problems a']);
});

it('looks for problems when it has been quiet, in cells that have an editor', async () => {
	const { types, asked } = typesOver([
		{ id: 'a', text: '1' },
		{ id: 'b', text: '2' }
	]);
	const shown: (readonly [readonly Problem[], string])[] = [];
	types.attach('b', { show: (problems, text) => shown.push([problems, text]) });
	types.wake();
	for (let i = 0; i < 5; i++) {
		await vi.advanceTimersByTimeAsync(300);
		types.touch();
	}
	expect(asked).toEqual([]);
	await vi.advanceTimersByTimeAsync(500);
	expect(asked).toEqual(['problems b']);
	expect(shown).toEqual([[[PROBLEM], '2']]);
});

it('leads to cells whether or not they have an editor', () => {
	const { types } = typesOver([{ id: 'a', text: '1' }]);
	const went: number[] = [];
	const leave = types.admit('a', (offset) => went.push(offset));
	types.goTo({ cell: 'a', from: 3, to: 4 });
	types.goTo({ cell: 'gone', from: 3, to: 4 });
	leave();
	types.goTo({ cell: 'a', from: 5, to: 6 });
	expect(went).toEqual([3]);
});

it('starts the service anew after it died, and never after the notebook was closed', async () => {
	const { types, started, die } = typesOver([{ id: 'a', text: '1' }]);
	await types.ask('hover', { cell: 'a', offset: 0 });
	die();
	await vi.advanceTimersByTimeAsync(0);
	await types.ask('hover', { cell: 'a', offset: 0 });
	expect(started()).toBe(2);
	types.close();
	expect(await types.ask('hover', { cell: 'a', offset: 0 })).toBeNull();
	expect(started()).toBe(2);
});
