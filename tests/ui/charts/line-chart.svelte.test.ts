// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import {
	describeLineChart,
	lineChart,
	lineChartFrame,
	nearestPoint,
	type LineChartData
} from '#ui/charts/line-chart.ts';

const chart = (...ys: readonly (readonly number[])[]): LineChartData => ({
	series: ys.map((values, i) => ({
		name: ['train:rmse', 'validation:rmse'][i]!,
		points: values.map((y, x) => ({ x, y }))
	})),
	xLabel: 'round',
	yLabel: 'rmse',
	width: 300,
	height: 200
});

const paths = (data: LineChartData): (string | null)[] =>
	[...lineChart(data).querySelectorAll('.series path')].map((path) => path.getAttribute('d'));

describe('lineChart', () => {
	it('draws a series from the left edge to the right one, high values high', () => {
		// 300 × 200 less the margins leaves x 44–286 and y 22–166; 6 % of air beyond 0–10.
		expect(paths(chart([10, 0]))).toEqual(['M44,30.15L286,166']);
	});

	it('has axes, ticks and labels as its whole markup says', () => {
		expect(lineChart(chart([0, 1])).outerHTML).toBe(
			'<svg class="line-chart" viewBox="0 0 300 200" width="300" height="200" role="img" ' +
				'aria-label="Line chart of rmse. train:rmse: 2 values, from 0 to 1, lowest 0"><g class="axes">' +
				'<line class="grid" x1="44" x2="286" y1="166" y2="166"></line><text x="36" y="170" text-anchor="end">0</text>' +
				'<line class="grid" x1="44" x2="286" y1="138.83" y2="138.83"></line><text x="36" y="142.83" text-anchor="end">0.2</text>' +
				'<line class="grid" x1="44" x2="286" y1="111.66" y2="111.66"></line><text x="36" y="115.66" text-anchor="end">0.4</text>' +
				'<line class="grid" x1="44" x2="286" y1="84.49" y2="84.49"></line><text x="36" y="88.49" text-anchor="end">0.6</text>' +
				'<line class="grid" x1="44" x2="286" y1="57.32" y2="57.32"></line><text x="36" y="61.32" text-anchor="end">0.8</text>' +
				'<line class="grid" x1="44" x2="286" y1="30.15" y2="30.15"></line><text x="36" y="34.15" text-anchor="end">1</text>' +
				'<text x="44" y="182" text-anchor="middle">0</text><text x="286" y="182" text-anchor="middle">1</text>' +
				'<line class="base" x1="44" x2="286" y1="166" y2="166"></line>' +
				'<text class="axis-label" x="44" y="13" text-anchor="start">rmse</text>' +
				'<text class="axis-label" x="286" y="196" text-anchor="end">round</text></g>' +
				'<g class="series series-0"><path d="M44,166L286,30.15" fill="none"></path><circle cx="286" cy="30.15" r="3.5"></circle></g></svg>'
		);
	});

	it('breaks the line at values that are not finite', () => {
		expect(paths(chart([1, NaN, 1, 1]))[0]).toMatch(/^M[\d.,]+M[\d.,]+L[\d.,]+$/);
	});

	it('shows both series on one scale', () => {
		const [train, validation] = paths(chart([4, 2], [4, 3]));
		expect(train!.split('L')[0]).toBe(validation!.split('L')[0]);
	});

	it('says that there is nothing yet, and draws one point without dividing by zero', () => {
		expect(lineChart(chart([])).textContent).toBe('No values yet');
		expect(lineChart(chart([5])).outerHTML).not.toContain('NaN');
	});

	it('writes names as text, whatever they hold', () => {
		const data = { ...chart([1, 2]), yLabel: '<b>' };
		expect(lineChart(data).querySelector('b')).toBeNull();
	});
});

describe('lineChartFrame', () => {
	it('turns pixels back into rounds', () => {
		const frame = lineChartFrame(chart([3, 2, 1]))!;
		expect(frame.invertX(frame.x(1))).toBeCloseTo(1, 12);
	});

	it('does not go below zero for values that do not', () => {
		const frame = lineChartFrame(chart([10, 0.1]))!;
		expect(frame.y(0)).toBe(frame.bottom);
	});
});

describe('nearestPoint', () => {
	const series = { name: 's', points: [0, 2, 5].map((x) => ({ x, y: x })) };

	it.each([
		[-3, 0],
		[0.9, 0],
		[1.1, 2],
		[3.5, 2],
		[3.6, 5],
		[9, 5]
	])('finds the point next to %d at %d', (x, expected) => {
		expect(nearestPoint(series, x)?.x).toBe(expected);
	});

	it('finds none where there is none', () => {
		expect(nearestPoint({ name: 's', points: [] }, 1)).toBeNull();
	});
});

describe('describeLineChart', () => {
	it('tells first, last and lowest value of each series', () => {
		expect(describeLineChart(chart([3, 1, 2], []))).toBe(
			'Line chart of rmse. train:rmse: 3 values, from 3 to 2, lowest 1. validation:rmse: no values yet'
		);
	});
});
