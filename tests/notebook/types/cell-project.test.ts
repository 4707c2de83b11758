import { expect, it } from 'vitest';
import { CellProject } from '#notebook/types/cell-project.ts';
import { changeTo } from '#tests/support/typed-cells.ts';

function projectOf(...texts: string[]): CellProject {
	const project = new CellProject();
	project.update(changeTo(...texts));
	return project;
}

it('keeps the text of a cell whole, at the place that it says', () => {
	const text = 'const b = a;\n// end';
	const { files } = projectOf('const a = 1;', text);
	const file = files[1]!;
	expect(file.text.slice(file.start, file.end)).toBe(text);
});

it('makes another version only of the cells that a change concerns', () => {
	const project = projectOf('const a = 1;', 'const b = 2;', 'a + b');
	const before = project.files.map(({ version }) => version);
	project.update({ order: ['1', '2', '3'], changed: [{ id: '2', text: 'const b = 3;' }] });
	expect(project.files.map(({ version }, i) => version - before[i]!)).toEqual([0, 1, 0]);
	project.update({ order: ['1', '2', '3'], changed: [{ id: '2', text: 'const c = 3;' }] });
	expect(project.files.map(({ version }, i) => version - before[i]!)).toEqual([0, 2, 1]);
});

it('gives a name from the nearest cell above, in the order of the page', () => {
	const project = projectOf('const a = 1;', 'const a = 2;', 'a');
	expect(project.giverOf('3', 'a')).toBe('2');
	project.update({ order: ['2', '1', '3'], changed: [] });
	expect(project.giverOf('3', 'a')).toBe('1');
	project.update({ order: ['3', '2', '1'], changed: [] });
	expect(project.giverOf('3', 'a')).toBeNull();
	expect(project.definedBelow('3', 'a')).toBe('2');
});

it('forgets a cell that is gone, and knows it again when it comes back', () => {
	const project = projectOf('const a = 1;', 'a');
	project.update({ order: ['2'], changed: [] });
	expect(project.file('1')).toBeNull();
	expect(project.giverOf('2', 'a')).toBeNull();
	project.update({ order: ['1', '2'], changed: [{ id: '1', text: 'const a = 1;' }] });
	expect(project.giverOf('2', 'a')).toBe('1');
});

it('lists the modules that cells import', () => {
	expect([
		...projectOf(`import 'ml';`, `import * as s from 'sagemaker'; import { x } from 'ml';`).modules
	]).toEqual(['ml', 'sagemaker']);
});
