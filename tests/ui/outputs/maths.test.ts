// @vitest-environment jsdom
import { beforeAll, describe, expect, it } from 'vitest';
import { createRichText } from '#ui/outputs/rich-text.ts';

const box = (fragment: DocumentFragment): HTMLElement => {
	const element = document.createElement('div');
	element.append(fragment);
	return element;
};

describe('maths before its typesetter is loaded', () => {
	const rich = createRichText();

	it('is shown as TeX, and said to be waiting', () => {
		const shown = box(rich.markdown('where $a_1$ is'));
		expect(shown.textContent).toBe('where $a_1$ is\n');
		expect(rich.awaitsMaths(shown)).toBe(true);
	});

	it.each(['costs $5 and $6', 'an escaped \\$x\\$', 'code `$x$`', '```\n$x$\n```', 'plain'])(
		'is not found in %j',
		(text) => expect(rich.awaitsMaths(rich.markdown(text))).toBe(false)
	);
});

describe('maths', () => {
	const rich = createRichText();
	const set = (text: string): HTMLElement => box(rich.markdown(text));

	beforeAll(() => rich.loadMaths());

	it('is set with MathML for screen readers, which do not hear the TeX besides', () => {
		const shown = set('so $x^2$.');
		expect(shown.querySelector('.katex math msup')).not.toBeNull();
		expect(shown.querySelector('annotation')).toBeNull();
		expect(shown.querySelector('math')?.textContent).toBe('x2');
		expect(rich.awaitsMaths(shown)).toBe(false);
	});

	it.each([
		'$$x$$',
		'$$\nx\n$$',
		'a $$x$$ b',
		'\\\\[x\\\\]',
		'\\begin{align}a &= b \\\\\nc &= d\\end{align}',
		'> $$x$$'
	])('is displayed in %j', (text) => {
		expect(set(text).querySelectorAll('.katex-display')).toHaveLength(1);
	});

	it.each(['$x$', '\\\\(x\\\\)', '- $x$', '| a |\n| - |\n| $x$ |', '# $x$', '**$x$**'])(
		'stands in the line in %j',
		(text) => {
			expect(set(text).querySelectorAll('.katex')).toHaveLength(1);
			expect(set(text).querySelector('.katex-display')).toBeNull();
		}
	);

	it('is not touched by Markdown', () => {
		expect(set('$a_1 b_2$ and $c*d*e$').querySelectorAll('em')).toHaveLength(0);
	});

	it('that cannot be read shows its source and what is wrong', () => {
		const error = set('$\\frac{1}$').querySelector('.maths-error');
		expect(error?.querySelector('code')?.textContent).toBe('$\\frac{1}$');
		expect(error?.textContent).toMatch(/Unexpected end of input in a macro argument/);
	});

	it.each([
		['links', '$\\href{javascript:alert(1)}{x}$'],
		['links to the web', '$\\url{https://example.com}$'],
		['pictures', '$\\includegraphics{https://example.com/a.png}$'],
		[
			'attributes',
			'$\\htmlData{x=1}{y} \\htmlId{app}{y} \\htmlClass{toast}{y} \\htmlStyle{position:fixed}{y}$'
		],
		['markup', '$\\text{<img src=x onerror=alert(1)>}$']
	])('makes no %s', (_name, text) => {
		const shown = set(text);
		for (const element of shown.querySelectorAll('*')) {
			for (const { name, value } of element.attributes) {
				expect(name).not.toMatch(/^(href|src|on.*|data-.*|id)$/);
				expect(value).not.toMatch(/toast|fixed|javascript/);
			}
		}
		expect(shown.querySelector('a, img, script')).toBeNull();
	});

	it('bounds what macros may expand to, and how big anything gets', () => {
		expect(set('$\\def\\a{\\a\\a}\\a$').querySelector('.maths-error')).not.toBeNull();
		expect(set('$\\rule{9999em}{9999em}$').innerHTML).not.toContain('9999em');
		expect(set(`$${'{'.repeat(4000)}x${'}'.repeat(4000)}$`).textContent).toContain('x');
	});
});

describe('other Markdown', () => {
	const rich = createRichText(new Map([['figures/road.png', './assets/road-1a2b.png']]));
	const set = (text: string): HTMLElement => box(rich.markdown(text));

	it('has tables, struck words and task lists as GitHub does', () => {
		expect(set('| a |\n| - |\n| 1 |').querySelector('table td')?.textContent).toBe('1');
		expect(set('~~a~~').querySelector('s')).not.toBeNull();
		expect(set('- [ ] a\n- [x] b').textContent?.trim()).toMatch(/☐ a\s+☑ b/);
	});

	it("shows the lesson's pictures, and none from elsewhere", () => {
		expect(set('![The road](figures/road.png)').querySelector('img')?.getAttribute('src')).toBe(
			'./assets/road-1a2b.png'
		);
		expect(set('![The road](figures/road.png)').querySelector('img')?.alt).toBe('The road');
		expect(set('![x](https://example.com/x.png)').querySelector('img')?.hasAttribute('src')).toBe(false);
	});
});
