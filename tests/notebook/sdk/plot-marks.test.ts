import { describe, expect, it } from 'vitest';
import * as Plot from '#notebook/sdk/plot.ts';
import { PICTURE_MIME, type PictureData } from '#notebook/outputs.ts';
import { toBundle } from '#notebook/values/bundle.ts';

const rows = Array.from({ length: 24 }, (_, i) => ({
	x: i,
	y: Math.sin(i / 3),
	low: Math.sin(i / 3) - 0.5,
	kind: 'abc'[i % 3]!,
	place: 'pq'[i % 2]!,
	day: new Date(Date.UTC(2024, 0, 1 + i))
}));
const grid = Array.from({ length: 100 }, (_, i) => ({
	x: i % 10,
	y: Math.floor(i / 10),
	z: Math.sin(i / 7)
}));
const land = {
	type: 'Polygon',
	coordinates: [
		[
			[0, 0],
			[0, 10],
			[10, 10],
			[10, 0],
			[0, 0]
		]
	]
} as const;

/** Every mark that a course draws, with what it must have put on paper. Rasters need a canvas: a browser's test. */
const CHARTS: readonly (readonly [name: string, drawn: RegExp, draw: () => Plot.PlotOptions])[] = [
	['areaY', /<path[^>]* d="M/, () => ({ marks: [Plot.areaY(rows, { x: 'x', y1: 'low', y2: 'y' })] })],
	[
		'arrow',
		/aria-label="arrow"[^]*<path/,
		() => ({ marks: [Plot.arrow(rows, { x1: 'x', y1: 'low', x2: 'x', y2: 'y' })] })
	],
	[
		'axis',
		/aria-label="y-axis tick"/,
		() => ({ marks: [Plot.axisY([0, 1]), Plot.dot(rows, { x: 'x', y: 'y' })] })
	],
	['barX', /aria-label="bar"[^]*<rect/, () => ({ marks: [Plot.barX(rows, { x: 'x', y: 'kind' })] })],
	[
		'barY, stacked',
		/aria-label="bar"[^]*<rect/,
		() => ({ marks: [Plot.barY(rows, Plot.groupX({ y: 'count' }, { x: 'kind', fill: 'place' }))] })
	],
	[
		'bin',
		/aria-label="rect"[^]*<rect/,
		() => ({ marks: [Plot.rectY(rows, Plot.binX({ y: 'count' }, { x: 'y' }))] })
	],
	['boxX', /aria-label="bar"[^]*<rect/, () => ({ marks: [Plot.boxX(rows, { x: 'y', y: 'kind' })] })],
	['cell', /aria-label="cell"[^]*<rect/, () => ({ marks: [Plot.cell(grid, { x: 'x', y: 'y', fill: 'z' })] })],
	[
		'contour',
		/aria-label="contour"[^]*<path/,
		() => ({ marks: [Plot.contour(grid, { x: 'x', y: 'y', fill: 'z' })] })
	],
	[
		'crosshair',
		/<svg/,
		() => ({ marks: [Plot.dot(rows, { x: 'x', y: 'y' }), Plot.crosshair(rows, { x: 'x', y: 'y' })] })
	],
	[
		'delaunay',
		/aria-label="delaunay mesh"/,
		() => ({ marks: [Plot.delaunayMesh(grid, { x: 'x', y: 'y' })] })
	],
	['density', /aria-label="density"[^]*<path/, () => ({ marks: [Plot.density(rows, { x: 'x', y: 'y' })] })],
	['difference', /<path/, () => ({ marks: [Plot.differenceY(rows, { x: 'day', y1: 'low', y2: 'y' })] })],
	['dodge', /aria-label="dot"[^]*<circle/, () => ({ marks: [Plot.dotX(rows, Plot.dodgeY({ x: 'y' }))] })],
	[
		'dot',
		/aria-label="dot"[^]*<path/,
		() => ({ marks: [Plot.dot(rows, { x: 'x', y: 'y', symbol: 'kind', r: 'x' })] })
	],
	[
		'facets',
		/transform="translate\(/,
		() => ({ marks: [Plot.dot(rows, { x: 'x', y: 'y', fx: 'place', fy: 'kind' })] })
	],
	['frame', /aria-label="frame"/, () => ({ marks: [Plot.frame()] })],
	[
		'geo',
		/aria-label="geo"[^]*<path/,
		() => ({ projection: 'equirectangular', marks: [Plot.geo(land), Plot.graticule(), Plot.sphere()] })
	],
	['grid', /aria-label="y-grid"/, () => ({ grid: true, marks: [Plot.dot(rows, { x: 'x', y: 'y' })] })],
	[
		'hexbin',
		/aria-label="dot"[^]*<path/,
		() => ({ marks: [Plot.dot(rows, Plot.hexbin({ fill: 'count' }, { x: 'x', y: 'y' })), Plot.hexgrid()] })
	],
	['hull', /aria-label="hull"[^]*<path/, () => ({ marks: [Plot.hull(rows, { x: 'x', y: 'y' })] })],
	[
		'image',
		/<image/,
		() => ({
			marks: [Plot.image([{ x: 1, y: 1 }], { x: 'x', y: 'y', src: () => 'data:image/png;base64,AA==' })]
		})
	],
	[
		'lineY',
		/aria-label="line"[^]*<path/,
		() => ({ marks: [Plot.lineY(rows, { x: 'day', y: 'y', stroke: 'kind', curve: 'catmull-rom' })] })
	],
	[
		'linearRegression',
		/aria-label="linear-regression"/,
		() => ({ marks: [Plot.linearRegressionY(rows, { x: 'x', y: 'y' })] })
	],
	[
		'link',
		/aria-label="link"[^]*<path/,
		() => ({ marks: [Plot.link(rows, { x1: 'x', y1: 'low', x2: 'x', y2: 'y' })] })
	],
	[
		'rect',
		/aria-label="rect"[^]*<rect/,
		() => ({ marks: [Plot.rect(rows, { x1: 'x', x2: (d: { x: number }) => d.x + 1, y1: 'low', y2: 'y' })] })
	],
	['rule', /aria-label="rule"[^]*<line/, () => ({ marks: [Plot.ruleX([1, 2]), Plot.ruleY([0])] })],
	[
		'text',
		/aria-label="text"[^]*>abc</,
		() => ({ marks: [Plot.text([{ x: 1 }], { x: 'x', text: () => 'abc' })] })
	],
	['tick', /aria-label="tick"[^]*<line/, () => ({ marks: [Plot.tickX(rows, { x: 'y', y: 'kind' })] })],
	['tip', /aria-label="tip"/, () => ({ marks: [Plot.tip(rows.slice(0, 1), { x: 'x', y: 'y' })] })],
	['tree', /aria-label="link"/, () => ({ marks: [Plot.tree(['a/b', 'a/c', 'a/c/d'])] })],
	[
		'vector',
		/aria-label="vector"[^]*<path/,
		() => ({ marks: [Plot.vector(grid, { x: 'x', y: 'y', rotate: 'z', length: 'z' })] })
	],
	['voronoi', /aria-label="voronoi"/, () => ({ marks: [Plot.voronoi(rows, { x: 'x', y: 'y' })] })],
	[
		'waffle',
		/aria-label="waffle"/,
		() => ({ marks: [Plot.waffleY([{ a: 'x', n: 12 }], { x: 'a', y: 'n' })] })
	],
	['window', /aria-label="line"/, () => ({ marks: [Plot.lineY(rows, Plot.windowY(5, { x: 'x', y: 'y' }))] })]
];

describe('without a page, Plot draws', () => {
	it.each(CHARTS)('%s', (_, drawn, draw) => {
		const { outerHTML } = Plot.plot(draw());
		expect(outerHTML).toMatch(drawn);
		expect(outerHTML).not.toMatch(/NaN|undefined|\[object/);
	});

	it.each([
		['swatches', { color: { type: 'ordinal', domain: ['a', 'b'] } }, /swatch/],
		['symbols', { symbol: { domain: ['a', 'b'], type: 'ordinal' } }, /<svg/]
	] as const)('legends of %s', (_, options, drawn) => {
		expect((Plot.legend(options as Plot.LegendOptions) as unknown as Element).outerHTML).toMatch(drawn);
	});
});

describe('the points of a chart', () => {
	const pictureOf = (options: Plot.PlotOptions): PictureData | undefined =>
		toBundle(Plot.plot(options))?.[PICTURE_MIME] as PictureData | undefined;

	it('lie where its marks lie, and say what they stand for', () => {
		const picture = pictureOf({
			width: 200,
			height: 100,
			margin: 20,
			marks: [
				Plot.dot(
					[
						{ a: 0, b: 0, c: 'u' },
						{ a: 10, b: 5, c: 'v' }
					],
					{ x: 'a', y: 'b', fill: 'c' }
				)
			]
		});
		expect(picture).toMatchObject({ width: 200, height: 100 });
		expect(picture?.points).toEqual({
			names: ['a', 'b', 'c'],
			x: [20, 180],
			y: [80, 20],
			values: [
				['0', '0', 'u'],
				['10', '5', 'v']
			],
			total: 2
		});
	});

	it('of bars are their ends, in the middle of their bands', () => {
		const { points } = pictureOf({
			width: 200,
			height: 100,
			margin: 20,
			marks: [Plot.barY([{ a: 'x', n: 4 }], { x: 'a', y: 'n' })]
		})!;
		expect(points).toMatchObject({ names: ['n', 'a'], x: [100.5], y: [20], values: [['4', 'x']] });
	});

	it('are moved with their facets', () => {
		const { points } = pictureOf({
			width: 400,
			marks: [
				Plot.dot(
					[
						{ x: 1, f: 'a' },
						{ x: 1, f: 'b' }
					],
					{ x: 'x', fx: 'f' }
				)
			]
		})!;
		expect(points!.x[1]! - points!.x[0]!).toBeGreaterThan(100);
		expect(points!.values.map((row) => row.at(-1))).toEqual(['a', 'b']);
	});

	it('are told once where a line goes through dots, and not of axes and frames', () => {
		const data = [
			{ x: 1, y: 2 },
			{ x: 2, y: 3 }
		];
		const { points } = pictureOf({
			marks: [Plot.frame(), Plot.line(data, { x: 'x', y: 'y' }), Plot.dot(data, { x: 'x', y: 'y' })]
		})!;
		expect(points?.total).toBe(2);
		expect(pictureOf({ marks: [Plot.frame()] })?.points).toBeUndefined();
	});

	it('of very many are some', () => {
		const many = Array.from({ length: 20_000 }, (_, i) => ({ x: i, y: Math.sin(i) * i }));
		const { points } = pictureOf({ marks: [Plot.dot(many, { x: 'x', y: 'y' })] })!;
		expect(points!.x.length).toBeLessThanOrEqual(4000);
		expect(points!.total).toBe(20_000);
	});

	it('leave the marks as they were', () => {
		const mark = Plot.dot(rows, { x: 'x', y: 'y' });
		Plot.plot({ marks: [mark] });
		expect(Object.hasOwn(mark, 'render')).toBe(false);
	});
});

it('a chart is called by its label, its title or its caption', () => {
	const altOf = (options: Plot.PlotOptions): unknown =>
		(toBundle(Plot.plot({ ...options, marks: [Plot.frame()] }))?.[PICTURE_MIME] as PictureData).alt;
	expect(altOf({ ariaLabel: 'Label', ariaDescription: 'More' })).toBe('Label. More');
	expect(altOf({ title: 'Title', caption: 'Caption' })).toBe('Title. Caption');
	expect(toBundle(Plot.plot({ caption: 'c' }), { alt: 'Given' })?.[PICTURE_MIME]).toMatchObject({
		alt: 'Given'
	});
});
