import { describe, expect, it } from 'vitest';
import * as Plot from '#notebook/sdk/plot.ts';
import { toBundle } from '#notebook/values/bundle.ts';

const rows = [
	{ x: 1, y: 2, kind: 'a' },
	{ x: 3, y: 4, kind: 'b' }
];

describe('a chart of a cell', () => {
	it('is drawn without a page and shown as a picture', () => {
		const bundle = toBundle(Plot.plot({ marks: [Plot.dot(rows, { x: 'x', y: 'y' })] }));
		const markup = String(bundle?.['image/svg+xml']);
		expect(markup.match(/<circle /g)).toHaveLength(2);
		expect(markup).not.toMatch(/NaN|undefined/);
	});

	it('is drawn by its mark alone', () => {
		expect(Plot.lineY([1, 2, 3]).plot().outerHTML).toMatch(/^<svg /);
	});

	it('is as wide as the page allows, unless it says otherwise', () => {
		const widthOf = (options: Plot.PlotOptions): string =>
			(Plot.frame().plot(options) as unknown as { getAttribute(name: string): string }).getAttribute('width');
		Object.defineProperty(globalThis, 'width', { value: 512, configurable: true });
		expect(widthOf({})).toBe('512');
		expect(widthOf({ width: 100 })).toBe('100');
		Reflect.deleteProperty(globalThis, 'width');
		expect(widthOf({})).toBe('640');
	});

	it("takes the page's ink and ground, and further style besides", () => {
		const { outerHTML } = Plot.frame().plot({ style: { fontSize: '20px' } });
		expect(outerHTML).toMatch(/color: ?currentcolor/i);
		expect(outerHTML).toMatch(/background: ?transparent/);
		expect(outerHTML).toMatch(/font-size: ?20px/);
	});

	it('fills its tips with the colour of a dark page', () => {
		Object.defineProperty(globalThis, 'dark', { value: true, configurable: true });
		const { outerHTML } = Plot.frame().plot();
		Reflect.deleteProperty(globalThis, 'dark');
		expect(outerHTML).toMatch(/<svg[^>]* style="[^"]*--plot-background: ?#151815/);
	});

	it('with a legend is a figure', () => {
		const chart = Plot.plot({ color: { legend: true }, marks: [Plot.dot(rows, { x: 'x', fill: 'kind' })] });
		expect(toBundle(chart)).toHaveProperty(['text/html'], expect.stringContaining('<svg'));
	});
});
