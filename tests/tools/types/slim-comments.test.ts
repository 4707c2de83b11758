import { expect, it } from 'vitest';
import { slimComments } from '../../../tools/types/slim-comments.ts';

it('keeps the description as Markdown, without HTML, examples and references', () => {
	const text = `/**
 * <p>Creates a <code>Model</code> &amp; more.</p> <ul><li>one</li><li>two</li></ul>
 * @example
 * new Model()
 * @see elsewhere
 * @public
 */
export interface A {}`;
	expect(slimComments(text)).toBe('/** Creates a `Model` & more.\n\n- one\n- two */\nexport interface A {}');
});

it('finds a description behind its tags, and keeps what is deprecated', () => {
	expect(
		slimComments('/**\n * @public\n *\n * The input.\n * @deprecated use B\n */\nexport type A = 1;')
	).toBe('/** The input.\n * @deprecated use B */\nexport type A = 1;');
});

it('cuts long descriptions after a sentence', () => {
	const sentence = 'This says something of no great weight. ';
	const slim = slimComments(`/** ${sentence.repeat(30)} */\nexport type A = 1;`);
	expect(slim.length).toBeLessThan(480);
	expect(slim).toMatch(/weight\. \*\//);
});

it('drops comments that say nothing, and overloads that stand twice', () => {
	expect(slimComments('/** @internal */\nexport type A = 1;')).toBe('export type A = 1;');
	expect(slimComments('    new (a: A): B;\n    new (a: A): B;\n    new (a?: A): B;')).toBe(
		'\tnew (a: A): B;\n\tnew (a?: A): B;'
	);
});
