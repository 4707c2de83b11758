import { expect, it } from 'vitest';
import { pickDeclarations } from '../../../tools/types/pick-declarations.ts';

const LIBRARY = `
/** A tool. */
interface Tool { use(part: Part): Big; }
declare var Tool: { new(): Tool };
interface Part {}
interface Big { huge: Huge }
interface Huge {}
declare function unwanted(): Tool;
`;

it('takes what is asked for with all that it mentions, and its comments', () => {
	const picked = pickDeclarations(LIBRARY, ['Tool'], new Set());
	for (const kept of ['/** A tool. */', 'interface Part', 'interface Huge', 'declare var Tool']) {
		expect(picked).toContain(kept);
	}
	expect(picked).not.toContain('unwanted');
});

it('leaves names to hold where it is told to cut', () => {
	const picked = pickDeclarations(LIBRARY, ['Tool'], new Set(['Big']));
	expect(picked).toContain('interface Big {}');
	expect(picked).not.toContain('Huge');
});

it('refuses names that the library has not', () => {
	expect(() => pickDeclarations(LIBRARY, ['Saw'], new Set())).toThrow('does not declare Saw');
});
