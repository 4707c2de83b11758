// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { slidesOf, stepFrom, type SlideCell } from '#ui/presenter/slides.ts';

const text = (source: string): SlideCell => ({ kind: 'markdown', source });
const code = (source: string): SlideCell => ({ kind: 'code', source });

/** The cells of these tests hold HTML already. */
function render(html: string): ParentNode {
	const template = document.createElement('template');
	template.innerHTML = html;
	return template.content;
}

function outline(cells: readonly SlideCell[]): string[] {
	return slidesOf('The notebook', cells, render).map(({ title, parts }) => {
		const inside = parts.map((part) =>
			part.kind === 'code'
				? `[${part.cell.source}]`
				: part.blocks.map(({ textContent }) => textContent).join('+')
		);
		return `${title}: ${inside.join(' ')}`;
	});
}

describe('slidesOf', () => {
	it('begins a slide at each heading of the first two levels, in the midst of a cell too', () => {
		const cell = text('<h1>One</h1><p>a</p><h3>small</h3><h2>Two</h2><p>b</p>');
		expect(outline([cell])).toEqual(['One: One+a+small', 'Two: Two+b']);
	});

	it('gives code to the slide above', () => {
		expect(outline([text('<h2>One</h2>'), code('x'), code('y'), text('<p>so</p>')])).toEqual([
			'One: One [x] [y] so'
		]);
	});

	it('puts what comes before the first heading under the title of the notebook', () => {
		expect(outline([text('<p>intro</p>'), text('<h2>One</h2>')])).toEqual([
			'The notebook: intro',
			'One: One'
		]);
		expect(outline([code('x')])).toEqual(['The notebook: [x]']);
	});

	it('has one slide for a notebook without cells', () => {
		expect(outline([])).toEqual(['The notebook: ']);
	});

	it('counts a step for each block, item of a list and piece of code', () => {
		const cells = [text('<h2>One</h2><ul><li>a</li><li>b</li></ul>'), code('x'), text('<p>so</p>')];
		const [slide] = slidesOf('', cells, render);
		expect(slide?.steps).toBe(5);
		expect(slide?.parts.map(({ firstStep }) => firstStep)).toEqual([0, 3, 4]);
	});
});

describe('stepFrom', () => {
	const show = [{ steps: 2 }, { steps: 1 }, { steps: 3 }];

	it('walks through every step of every slide, and stays at the end', () => {
		let place = { slide: 0, step: 0 };
		const way = Array.from({ length: 7 }, () => {
			place = stepFrom(show, place, 1);
			return `${place.slide}.${place.step}`;
		});
		expect(way).toEqual(['0.1', '1.0', '2.0', '2.1', '2.2', '2.2', '2.2']);
	});

	it('goes the same way back, and shows the slide before whole', () => {
		expect(stepFrom(show, { slide: 2, step: 0 }, -1)).toEqual({ slide: 1, step: 0 });
		expect(stepFrom(show, { slide: 1, step: 0 }, -1)).toEqual({ slide: 0, step: 1 });
		expect(stepFrom(show, { slide: 0, step: 0 }, -1)).toEqual({ slide: 0, step: 0 });
	});
});
