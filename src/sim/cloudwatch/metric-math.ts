import { notSimulated } from '../core/not-simulated.ts';
import { invalidValue } from './errors.ts';
import type { Expression } from './expression.ts';

/** Values by the beginning of their period, ms since the epoch, in the order of time. */
export interface TimeSeries {
	readonly periodSeconds: number;
	readonly values: ReadonlyMap<number, number>;
}

type Value = number | TimeSeries | readonly TimeSeries[] | string;

/** What an expression may refer to. */
export interface Scope {
	/** The series of an id. @throws AwsError where there is none */
	series(id: string): TimeSeries;
	/** All series of metrics, for METRICS(). */
	readonly metrics: readonly TimeSeries[];
	/** Beginnings of the periods that were asked for. */
	readonly times: readonly number[];
}

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
	'+': (a, b) => a + b,
	'-': (a, b) => a - b,
	'*': (a, b) => a * b,
	'/': (a, b) => a / b,
	'^': (a, b) => a ** b,
	'==': (a, b) => Number(a === b),
	'!=': (a, b) => Number(a !== b),
	'<': (a, b) => Number(a < b),
	'<=': (a, b) => Number(a <= b),
	'>': (a, b) => Number(a > b),
	'>=': (a, b) => Number(a >= b),
	AND: (a, b) => Number(a !== 0 && b !== 0),
	'&&': (a, b) => Number(a !== 0 && b !== 0),
	OR: (a, b) => Number(a !== 0 || b !== 0),
	'||': (a, b) => Number(a !== 0 || b !== 0)
};

const ONE: Readonly<Record<string, (value: number) => number>> = {
	ABS: Math.abs,
	CEIL: Math.ceil,
	FLOOR: Math.floor,
	LOG: Math.log,
	LOG10: Math.log10
};

const MANY: Readonly<Record<string, (values: readonly number[]) => number>> = {
	SUM: (values) => values.reduce((a, b) => a + b, 0),
	AVG: (values) => values.reduce((a, b) => a + b, 0) / values.length,
	MIN: (values) => Math.min(...values),
	MAX: (values) => Math.max(...values),
	STDDEV: (values) => {
		const mean = values.reduce((a, b) => a + b, 0) / values.length;
		return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
	}
};

/**
 * The time series that an expression stands for.
 * @throws AwsError InvalidParameterValueException where its kinds do not fit or its result is no single series
 */
export function evaluate(expression: Expression, scope: Scope): TimeSeries {
	const value = valueOf(expression, scope);
	if (typeof value === 'object' && 'values' in value && !Array.isArray(value)) return value as TimeSeries;
	throw invalidValue('The expression must give one time series; this one gives a number, a text or a list.');
}

function valueOf(expression: Expression, scope: Scope): Value {
	switch (expression.kind) {
		case 'number':
			return expression.value;
		case 'text':
			return expression.value;
		case 'name':
			return scope.series(expression.name);
		case 'list':
			return expression.items.map((item) => needSeries(valueOf(item, scope)));
		case 'binary': {
			const { left, right, operator } = expression;
			return combine(valueOf(left, scope), valueOf(right, scope), BINARY[operator]!);
		}
		case 'call':
			return call(expression.name, expression.args, scope);
	}
}

function call(name: string, args: readonly Expression[], scope: Scope): Value {
	if (name === 'METRICS') {
		if (args.length > 0) throw notSimulated('METRICS with a text', 'METRICS() takes all metrics.');
		return scope.metrics;
	}
	const [first, second, third] = args.map((arg) => valueOf(arg, scope));
	if (first === undefined) throw invalidValue(`${name} needs an argument.`);
	if (Object.hasOwn(ONE, name)) return mapValues(first, ONE[name]!);
	if (Object.hasOwn(MANY, name)) return summarise(first, MANY[name]!);
	switch (name) {
		case 'PERIOD':
			return needSeries(first).periodSeconds;
		case 'FILL':
			return fill(needSeries(first), second, scope);
		case 'DIFF':
			return changes(needSeries(first), false);
		case 'RATE':
			return changes(needSeries(first), true);
		case 'IF':
			return choose(first, second, third);
		default:
			throw notSimulated(
				`The function ${name} of metric math`,
				`There are: ${[...Object.keys(ONE), ...Object.keys(MANY), 'METRICS', 'PERIOD', 'FILL', 'DIFF', 'RATE', 'IF'].join(', ')}.`
			);
	}
}

function needSeries(value: Value | undefined): TimeSeries {
	if (typeof value === 'object' && !Array.isArray(value)) return value as TimeSeries;
	throw invalidValue('A time series is needed where the expression has a number, a text or a list.');
}

function isList(value: Value): value is readonly TimeSeries[] {
	return Array.isArray(value);
}

/** Point by point, at the times that both have. */
function combine(left: Value, right: Value, operate: (a: number, b: number) => number): Value {
	if (typeof left === 'number' && typeof right === 'number') return operate(left, right);
	if (isList(left)) return left.map((item) => combine(item, right, operate) as TimeSeries);
	if (isList(right)) return right.map((item) => combine(left, item, operate) as TimeSeries);
	if (typeof right === 'number') return mapValues(left, (value) => operate(value, right));
	if (typeof left === 'number') return mapValues(right, (value) => operate(left, value));
	const [a, b] = [needSeries(left), needSeries(right)];
	const pairs = [...a.values].filter(([at]) => b.values.has(at));
	return seriesOf(
		a,
		pairs.map(([at, value]) => [at, operate(value, b.values.get(at)!)])
	);
}

/** A division by zero gives no value, as in CloudWatch. */
function seriesOf({ periodSeconds }: TimeSeries, pairs: readonly (readonly [number, number])[]): TimeSeries {
	return { periodSeconds, values: new Map(pairs.filter(([, value]) => Number.isFinite(value))) };
}

function mapValues(value: Value, f: (value: number) => number): Value {
	if (typeof value === 'number') return f(value);
	if (isList(value)) return value.map((item) => mapValues(item, f) as TimeSeries);
	const one = needSeries(value);
	return seriesOf(
		one,
		[...one.values].map(([at, v]) => [at, f(v)])
	);
}

/** One number of a series; a series of a list, time by time. */
function summarise(value: Value, f: (values: readonly number[]) => number): Value {
	if (!isList(value)) {
		const { values } = needSeries(value);
		return values.size === 0 ? 0 : f([...values.values()]);
	}
	const times = [...new Set(value.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
	const pairs = times.map((at) => [at, f(value.flatMap(({ values }) => values.get(at) ?? []))] as const);
	return seriesOf(value[0] ?? { periodSeconds: 60, values: new Map() }, pairs);
}

function fill(one: TimeSeries, filling: Value | undefined, { times }: Scope): TimeSeries {
	if (typeof filling === 'object' || (typeof filling === 'string' && filling !== 'REPEAT')) {
		throw notSimulated('FILL with LINEAR or a series', 'FILL takes a number or REPEAT.');
	}
	let last: number | undefined;
	const pairs = times.flatMap((at) => {
		const value = one.values.get(at) ?? (typeof filling === 'number' ? filling : last);
		last = value;
		return value === undefined ? [] : [[at, value] as const];
	});
	return seriesOf(one, pairs);
}

function changes(one: TimeSeries, perSecond: boolean): TimeSeries {
	const points = [...one.values];
	const pairs = points.slice(1).map(([at, value], i) => {
		const [before, earlier] = points[i]!;
		return [at, (value - earlier) / (perSecond ? (at - before) / 1000 : 1)] as const;
	});
	return seriesOf(one, pairs);
}

function choose(condition: Value, yes: Value | undefined, no: Value | undefined): Value {
	if (yes === undefined) throw invalidValue('IF needs a condition and a value.');
	const at = (value: Value | undefined, time: number): number | undefined =>
		typeof value === 'number' || value === undefined ? value : needSeries(value).values.get(time);
	if (typeof condition === 'number') return condition !== 0 ? yes : (no ?? seriesOf(needSeries(yes), []));
	const one = needSeries(condition);
	const pairs = [...one.values].flatMap(([time, value]) => {
		const chosen = at(value !== 0 ? yes : no, time);
		return chosen === undefined ? [] : [[time, chosen] as const];
	});
	return seriesOf(one, pairs);
}
