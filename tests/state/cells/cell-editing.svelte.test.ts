import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openNotebook } from '../open-notebook.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('CellEditing', () => {
	it('undoes and redoes every change in turn', () => {
		const { notebook, at, sources } = openNotebook('a', 'b', 'c');
		const { editing } = notebook;
		const states = [sources()];
		const step = (act: () => void): void => {
			act();
			states.push(sources());
		};
		step(() => editing.move([at(1)], 1));
		step(() => editing.delete([at(2), at(3)]));
		step(() => editing.addAt(0, 'markdown', 'new'));
		step(() => editing.merge([at(1), at(2)]));
		step(() => editing.split(at(1), 3));
		step(() => editing.rewrite(new Map([[at(1), 'other']])));
		for (const before of states.slice(0, -1).toReversed()) {
			editing.undo();
			expect(sources()).toEqual(before);
		}
		expect(editing.canUndo).toBe(false);
		for (const after of states.slice(1)) {
			editing.redo();
			expect(sources()).toEqual(after);
		}
		expect(editing.canRedo).toBe(false);
	});

	it('splits at an offset without the blank lines around it, and selects the second half', () => {
		const { notebook, at, sources } = openNotebook('let a = 1;\n\nlet b = 2;');
		notebook.editing.split(at(1), 11);
		expect(sources()).toEqual(['let a = 1;', 'let b = 2;']);
		expect(notebook.selected).toBe(at(2));
	});

	it('merges in the order of the page into the first cell, which keeps its place and outputs', async () => {
		const { notebook, at, sources } = openNotebook('print a', 'b', 'c');
		await notebook.run(at(1));
		const first = at(1);
		notebook.editing.merge([at(2), at(1)]);
		expect(sources()).toEqual(['print a\n\nb', 'c']);
		expect(at(1)).toBe(first);
		expect(first.outputs.items).toHaveLength(1);
	});

	it('brings text that was typed after a split back with redo', () => {
		const { notebook, at, sources } = openNotebook('ab');
		notebook.editing.split(at(1), 1);
		notebook.type(at(1), 'a, typed since');
		notebook.editing.undo();
		expect(sources()).toEqual(['ab']);
		notebook.editing.redo();
		expect(sources()).toEqual(['a, typed since', 'b']);
	});

	it('makes text of code and back, and forgets the run', async () => {
		const { notebook, at } = openNotebook('print a');
		await notebook.run(at(1));
		notebook.editing.turnInto([at(1)], 'markdown');
		expect(at(1).kind).toBe('markdown');
		expect(at(1).outputs.items).toEqual([]);
		notebook.editing.undo();
		expect(at(1).kind).toBe('code');
	});

	it('pastes a cut cell as itself, and a copied one as a new one', () => {
		const { notebook, at, sources } = openNotebook('a', 'b', 'c');
		const cut = at(1);
		notebook.editing.cut([cut]);
		notebook.editing.paste(2);
		expect(sources()).toEqual(['b', 'c', 'a']);
		expect(at(3)).toBe(cut);
		notebook.editing.copy([cut]);
		notebook.editing.paste(0);
		expect(sources()).toEqual(['a', 'b', 'c', 'a']);
		expect(at(1)).not.toBe(cut);
		expect(at(1).origin).toBeNull();
	});

	it('keeps deleted cells in the bin until they are back', () => {
		const { notebook, at, sources } = openNotebook('a', 'b', 'c');
		const { editing } = notebook;
		const b = at(2);
		editing.delete([b]);
		expect(editing.bin.map(({ cell }) => cell)).toEqual([b]);
		editing.restore(b);
		expect(sources()).toEqual(['a', 'b', 'c']);
		expect(editing.bin).toEqual([]);
	});

	it('neither deletes nor undoes away a cell that runs', async () => {
		const { notebook, at, sources } = openNotebook('a');
		const added = notebook.editing.addAt(1, 'code', 'hang');
		const run = notebook.run(added);
		await vi.advanceTimersByTimeAsync(0);
		notebook.editing.delete([added]);
		notebook.editing.undo();
		expect(sources()).toEqual(['a', 'hang']);
		await notebook.runner.stop();
		await run;
		expect(at(2).phase).toBe('idle');
	});

	it('moves a selected group as one, and leaves it selected', () => {
		const { notebook, at, sources } = openNotebook('a', 'b', 'c', 'd');
		notebook.selection.select(at(2));
		notebook.selection.extend(1);
		notebook.editing.move(notebook.selection.cells, 1);
		expect(sources()).toEqual(['a', 'd', 'b', 'c']);
		expect(notebook.selection.cells.map((cell) => cell.source)).toEqual(['b', 'c']);
		notebook.editing.move(notebook.selection.cells, 1);
		expect(sources()).toEqual(['a', 'd', 'b', 'c']);
	});

	it('saves after each change', async () => {
		const { notebook, at, saves } = openNotebook('a', 'b');
		notebook.editing.move([at(1)], 1);
		await notebook.save();
		expect(saves()).toBe(1);
	});
});

describe('CellSelection', () => {
	it('grows and shrinks around the cell where it began', () => {
		const { notebook, at } = openNotebook('a', 'b', 'c', 'd');
		const { selection } = notebook;
		const chosen = (): string => selection.cells.map((cell) => cell.source).join('');
		selection.select(at(2));
		selection.extend(1);
		selection.extend(1);
		expect(chosen()).toBe('bcd');
		selection.extend(-1);
		expect(chosen()).toBe('bc');
		selection.extend(-1);
		selection.extend(-1);
		expect(chosen()).toBe('ab');
		expect(selection.active).toBe(at(1));
	});

	it('stays when a cell of the group gets the focus, and ends when another does', () => {
		const { notebook, at } = openNotebook('a', 'b', 'c');
		notebook.selection.select(at(1));
		notebook.selection.extend(1);
		notebook.select(at(1));
		expect(notebook.selection.cells).toHaveLength(2);
		notebook.select(at(3));
		expect(notebook.selection.cells).toEqual([at(3)]);
	});
});
