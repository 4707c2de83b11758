import { formatNumber } from '../format/number.ts';
import { t } from '../text/text.svelte.ts';
import { round, svg } from './svg.ts';
import { niceTicks } from './ticks.ts';

export interface LineSeries {
	readonly name: string;
	readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LineChartData {
	readonly series: readonly LineSeries[];
	readonly xLabel: string;
	readonly yLabel: string;
	/** CSS pixels. */
	readonly width: number;
	readonly height: number;
}

/** Where the chart draws: scales in both directions. */
export interface LineChartFrame {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
	readonly xTicks: readonly number[];
	readonly yTicks: readonly number[];
	x(value: number): number;
	y(value: number): number;
	/** The data's x at a pixel. */
	invertX(pixel: number): number;
}

const MARGIN = { left: 44, right: 14, top: 22, bottom: 34 };

/** Fits the scales to the finite points: x from end to end, y with a little air. Null where there is no finite point. */
export function lineChartFrame({ series, width, height }: LineChartData): LineChartFrame | null {
	const points = series.flatMap((one) => one.points).filter(isFinitePoint);
	if (points.length === 0) return null;
	const [x0, x1] = extent(points.map((point) => point.x));
	const [low, high] = extent(points.map((point) => point.y));
	const air = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
	const [y0, y1] = [low >= 0 ? Math.max(0, low - air) : low - air, high + air];
	const left = MARGIN.left;
	const right = width - MARGIN.right;
	const top = MARGIN.top;
	const bottom = height - MARGIN.bottom;
	const xSpan = x1 - x0 || 1;
	return {
		left,
		right,
		top,
		bottom,
		xTicks: niceTicks(x0, x1, Math.max(2, width / 80)).filter(Number.isInteger),
		yTicks: niceTicks(y0, y1, Math.max(2, height / 44)),
		x: (value) => left + ((value - x0) / xSpan) * (right - left),
		y: (value) => bottom - ((value - y0) / (y1 - y0)) * (bottom - top),
		invertX: (pixel) => x0 + ((pixel - left) / (right - left)) * xSpan
	};
}

/**
 * A line chart as an SVG element: axes with round ticks, one line for each series (classes `series-0`, `series-1` …,
 * coloured by the style sheet), a dot at the last point. Points that are not finite break the line. Without any finite
 * point it says that there is nothing yet.
 */
export function lineChart(data: LineChartData): SVGSVGElement {
	const { width, height } = data;
	const root = svg('svg', {
		class: 'line-chart',
		viewBox: `0 0 ${width} ${height}`,
		width,
		height,
		role: 'img',
		'aria-label': describeLineChart(data)
	});
	const frame = lineChartFrame(data);
	if (!frame) {
		const place = { x: width / 2, y: height / 2, 'text-anchor': 'middle', class: 'axis-label' };
		root.append(svg('text', place, t('charts.none')));
		return root;
	}
	root.append(axes(frame, data));
	data.series.forEach((series, i) => root.append(line(series, i, frame)));
	return root;
}

/** The chart in one sentence, for those who do not see it: first, lowest and last value of each series. */
export function describeLineChart({ series, yLabel }: LineChartData): string {
	const sentences = series.map(({ name, points }) => {
		const values = points.filter(isFinitePoint).map((point) => point.y);
		if (values.length === 0) return t('charts.seriesNone', { name });
		const least = values.reduce((a, b) => Math.min(a, b));
		const [first = '', last = '', lowest = ''] = [values[0]!, values.at(-1)!, least].map(formatNumber);
		return t('charts.series', { name, count: values.length, first, last, lowest });
	});
	return `${t('charts.line', { metric: yLabel })} ${sentences.join('. ')}`;
}

/** The point of a series nearest in x; null for a series without points. Points must ascend in x. */
export function nearestPoint(
	series: LineSeries,
	x: number
): { readonly x: number; readonly y: number } | null {
	const { points } = series;
	let low = 0;
	let high = points.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (points[middle]!.x < x) low = middle + 1;
		else high = middle;
	}
	const [before, after] = [points[low - 1], points[low]];
	if (!before || !after) return before ?? after ?? null;
	return x - before.x <= after.x - x ? before : after;
}

function axes(frame: LineChartFrame, { xLabel, yLabel }: LineChartData): SVGGElement {
	const { left, right, top, bottom } = frame;
	const group = svg('g', { class: 'axes' });
	for (const tick of frame.yTicks) {
		const y = frame.y(tick);
		group.append(svg('line', { class: 'grid', x1: left, x2: right, y1: y, y2: y }));
		group.append(svg('text', { x: left - 8, y: y + 4, 'text-anchor': 'end' }, formatNumber(tick)));
	}
	for (const tick of frame.xTicks) {
		const x = frame.x(tick);
		group.append(svg('text', { x, y: bottom + 16, 'text-anchor': 'middle' }, formatNumber(tick)));
	}
	group.append(svg('line', { class: 'base', x1: left, x2: right, y1: bottom, y2: bottom }));
	group.append(svg('text', { class: 'axis-label', x: left, y: top - 9, 'text-anchor': 'start' }, yLabel));
	const corner = { class: 'axis-label', x: right, y: bottom + 30, 'text-anchor': 'end' };
	group.append(svg('text', corner, xLabel));
	return group;
}

function line(series: LineSeries, index: number, frame: LineChartFrame): SVGGElement {
	const group = svg('g', { class: `series series-${index}` });
	let path = '';
	let isPenDown = false;
	for (const point of series.points) {
		if (isFinitePoint(point))
			path += `${isPenDown ? 'L' : 'M'}${round(frame.x(point.x))},${round(frame.y(point.y))}`;
		isPenDown = isFinitePoint(point);
	}
	group.append(svg('path', { d: path, fill: 'none' }));
	const last = series.points.findLast(isFinitePoint);
	if (last) group.append(svg('circle', { cx: frame.x(last.x), cy: frame.y(last.y), r: 3.5 }));
	return group;
}

function isFinitePoint({ x, y }: { readonly x: number; readonly y: number }): boolean {
	return Number.isFinite(x) && Number.isFinite(y);
}

function extent(values: readonly number[]): [number, number] {
	return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
