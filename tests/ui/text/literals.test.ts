import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { literalTexts } from './literals.ts';

describe('the texts of the page', () => {
	const files = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.svelte'))
		.map((name) => `src/ui/${name}`);

	it.each(files)('of %s are all in the catalogue', (file) => {
		expect(literalTexts(readFileSync(file, 'utf8'))).toEqual([]);
	});

	it.each([
		['<p>Hello</p>', ['1: Hello']],
		['<button title="Stop it">×</button>', ['1: Stop it']],
		['{#if a}<b>{n} cells</b>{:else}No cells{/if}', ['1: cells', '1: No cells']],
		["<i>{a ? 'All done' : t('some.key')}</i>", ['1: All done']],
		['<Dialog text="Really?" />', ['1: Really?']],
		['<p class="two words" lang="en">{t("a.b")} · Sagebrush</p><style>p { color: red }</style>', []]
	])('that are not are found: %s', (source, texts) => {
		expect(literalTexts(source)).toEqual(texts);
	});
});
