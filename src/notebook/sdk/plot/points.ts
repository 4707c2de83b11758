import * as Plot from '@observablehq/plot';
import type { PointData } from '../../outputs.ts';

/** Points kept of a chart; of more, every n-th. */
const MOST_POINTS = 4000;
const LONGEST_TEXT = 100;

interface Channel {
	readonly value?: ArrayLike<unknown>;
	readonly scale?: string | null;
	readonly defaultScale?: string;
	readonly label?: string;
	readonly hint?: { readonly length?: boolean };
}

type Scaled = ArrayLike<number> | undefined;
type Channels = Readonly<Record<string, Channel | undefined>>;
type Scale = ((value: unknown) => number) & { readonly bandwidth?: () => number };

interface Values {
	readonly channels?: Channels;
	readonly [name: string]: unknown;
}

interface Dimensions {
	readonly width: number;
	readonly height: number;
	readonly marginTop: number;
	readonly marginRight: number;
	readonly marginBottom: number;
	readonly marginLeft: number;
}

type Index = ArrayLike<number> & { readonly fx?: unknown; readonly fy?: unknown };
type Scales = Readonly<Record<string, Scale | undefined>>;
type Render = (
	index: Index | null,
	scales: Scales,
	values: Values,
	dimensions: Dimensions,
	...rest: unknown[]
) => unknown;

interface Drawable {
	render: Render;
	readonly ariaLabel?: string;
	readonly dx?: number;
	readonly dy?: number;
}

interface Point {
	readonly x: number;
	readonly y: number;
	readonly values: ReadonlyMap<string, string>;
}

/** Left out of what is said of a point: how it is drawn, not what it stands for. */
const UNSAID = new Set(['geometry', 'href', 'src', 'ariaLabel', 'order', 'path', 'interval']);

/**
 * Listens to the marks of a chart while it is drawn, and notes where their points lie and what they stand for, so that
 * the page can tell them without running the library. Axes, grids and frames are left out. `stop` must be called.
 */
export function listenForPoints(marks: readonly unknown[]): { points(): PointData | null; stop(): void } {
	const found: Point[] = [];
	let passedOver = 0;
	const drawables = marks.flat(Infinity).filter(isDataMark);
	const undo = drawables.map((mark) => {
		const own = Object.getOwnPropertyDescriptor(mark, 'render');
		const { render } = mark;
		mark.render = function (this: unknown, index, scales, values, dimensions, ...rest) {
			if (index) {
				passedOver += index.length - Math.ceil(index.length / stepOf(index));
				found.push(...pointsOf(mark, index, scales, values, dimensions));
			}
			return render.call(this, index, scales, values, dimensions, ...rest);
		};
		return () => {
			if (own) Object.defineProperty(mark, 'render', own);
			else Reflect.deleteProperty(mark, 'render');
		};
	});
	return { points: () => tableOf(found, passedOver), stop: () => undo.forEach((one) => one()) };
}

function isDataMark(mark: unknown): mark is Drawable {
	if (!(mark instanceof Plot.Mark)) return false;
	const { ariaLabel = '' } = mark as Partial<Drawable>;
	return !/axis|grid|frame|tip|crosshair/.test(ariaLabel);
}

function pointsOf(mark: Drawable, index: Index, scales: Scales, values: Values, size: Dimensions): Point[] {
	const { channels = {} } = values;
	const x = placesOf('x', channels, values, scales, index.length);
	const y = placesOf('y', channels, values, scales, index.length);
	if (!x && !y) return [];
	const [left, top] = [facetOffset('x', index, scales, size), facetOffset('y', index, scales, size)];
	const [middleX, middleY] = [
		(size.marginLeft + size.width - size.marginRight) / 2,
		(size.marginTop + size.height - size.marginBottom) / 2
	];
	const tellers = tellersOf(channels, index);
	const points: Point[] = [];
	for (let at = 0; at < index.length; at += stepOf(index)) {
		const i = index[at]!;
		const place = {
			x: left + (mark.dx ?? 0) + (x ? x(i) : middleX),
			y: top + (mark.dy ?? 0) + (y ? y(i) : middleY)
		};
		if (!Number.isFinite(place.x) || !Number.isFinite(place.y)) continue;
		points.push({ ...place, values: new Map(tellers.map(({ name, tell }) => [name, tell(i)])) });
	}
	return points;
}

/** Of very many points every so-manieth is noted. */
function stepOf(index: Index): number {
	return Math.max(1, Math.ceil(index.length / MOST_POINTS));
}

/** Where points lie in one direction: at their place, at the middle of their band, or at the end of their stretch. */
function placesOf(
	side: 'x' | 'y',
	channels: Channels,
	values: Values,
	scales: Scales,
	count: number
): ((i: number) => number) | null {
	const at = values[side] as Scaled;
	if (at) {
		const scale = channels[side]?.scale;
		const half = (typeof scale === 'string' ? (scales[scale]?.bandwidth?.() ?? 0) : 0) / 2;
		return (i) => Number(at[i]) + half;
	}
	const [from, to] = [values[`${side}1`] as Scaled, values[`${side}2`] as Scaled];
	// What is drawn over a whole area (raster, contour) has one stretch for all its cells.
	if (!from || !to || from.length < count) return null;
	const isStretch = channels[`${side}2`]?.hint?.length === true;
	return isStretch ? (i) => Number(to[i]) : (i) => (Number(from[i]) + Number(to[i])) / 2;
}

function facetOffset(side: 'x' | 'y', index: Index, scales: Scales, size: Dimensions): number {
	const [scale, value] = side === 'x' ? [scales['fx'], index.fx] : [scales['fy'], index.fy];
	if (!scale || value === undefined) return 0;
	return scale(value) - (side === 'x' ? size.marginLeft : size.marginTop);
}

interface Teller {
	readonly name: string;
	readonly tell: (i: number) => string;
}

/** Says what a point stands for, channel by channel. */
function tellersOf(channels: Channels, index: Index): Teller[] {
	const tellers: Teller[] = [];
	const add = (name: string, tell: (i: number) => string): void => {
		if (!tellers.some((one) => one.name === name)) tellers.push({ name, tell });
	};
	for (const side of ['x', 'y'] as const) {
		const [from, to] = [channels[`${side}1`], channels[`${side}2`]];
		if (from?.value && to?.value) add(nameOf(to, side), pairTeller(from, to));
	}
	const { x, y, ...others } = channels;
	for (const [key, channel] of Object.entries({ x, y, ...others })) {
		const isPair = /^[xy][12]$/.test(key);
		const isPlainColour = (channel?.scale ?? null) === null && channel?.defaultScale === 'color';
		if (!channel?.value || isPair || isPlainColour || UNSAID.has(key)) continue;
		const { value } = channel;
		add(nameOf(channel, key), (i) => textOf(value[i]));
	}
	if (index.fx !== undefined) add('fx', () => textOf(index.fx));
	if (index.fy !== undefined) add('fy', () => textOf(index.fy));
	return tellers;
}

/** A stretch by its length where that is what it shows, else by both ends. */
function pairTeller(from: Channel, to: Channel): (i: number) => string {
	const [starts, ends] = [from.value!, to.value!];
	if (to.hint?.length === true) return (i) => textOf(Number(ends[i]) - Number(starts[i]));
	return (i) => `${textOf(starts[i])} – ${textOf(ends[i])}`;
}

function nameOf({ label }: Channel, key: string): string {
	return typeof label === 'string' && label !== '' ? label : key;
}

function textOf(value: unknown): string {
	if (typeof value === 'number') return String(Number(value.toPrecision(6)));
	if (value instanceof Date) {
		if (Number.isNaN(value.getTime())) return '';
		const text = value.toISOString();
		return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
	}
	return value === null || value === undefined ? '' : String(value).slice(0, LONGEST_TEXT);
}

/** One table of all points, those drawn twice (a line and its dots) once; null where there is none. */
function tableOf(found: readonly Point[], passedOver: number): PointData | null {
	const unique = new Map<string, Point>();
	for (const point of found) {
		const key = `${Math.round(point.x)},${Math.round(point.y)},${[...point.values.values()].join()}`;
		if (!unique.has(key)) unique.set(key, point);
	}
	const all = [...unique.values()];
	if (all.length === 0) return null;
	const step = Math.ceil(all.length / MOST_POINTS);
	const taken = step > 1 ? all.filter((_, i) => i % step === 0) : all;
	const names = [...new Set(taken.flatMap((point) => [...point.values.keys()]))];
	const rounded = (value: number): number => Math.round(value * 10) / 10;
	return {
		names,
		x: taken.map((point) => rounded(point.x)),
		y: taken.map((point) => rounded(point.y)),
		values: taken.map(({ values }) => names.map((name) => values.get(name) ?? null)),
		total: unique.size + passedOver
	};
}
