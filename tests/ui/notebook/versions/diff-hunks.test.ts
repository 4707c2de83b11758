import { describe, expect, it } from 'vitest';
import { diffHunks } from '#ui/notebook/versions/diff-hunks.ts';

const show = (before: string, after: string): string[] =>
	diffHunks(before, after).map((lines) => lines.map(({ kind, text }) => `${kind[0]}${text}`).join(' '));

describe('diffHunks', () => {
	it('is empty for equal texts, empty ones too', () => {
		expect([...show('', ''), ...show('a\nb', 'a\nb')]).toEqual([]);
	});

	it('shows what went, what came and three lines around', () => {
		expect(show('1\n2\n3\n4\n5', '1\n2\n3\n4\nx')).toEqual(['s2 s3 s4 g5 nx']);
	});

	it('shows distant places apart', () => {
		const lines = Array.from({ length: 30 }, (_, i) => `${i}`);
		expect(show(lines.join('\n'), lines.with(0, 'a').with(29, 'b').join('\n'))).toHaveLength(2);
	});

	it('takes lines that look like a patch as text', () => {
		expect(show('-a', '+a')).toEqual(['g-a n+a']);
	});
});
