import { expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import type { NumericParameter } from '#ml/tuning/parameter.ts';
import { autoScaling, unitOf, valueAt } from '#ml/tuning/scaling.ts';

const range = (
	type: NumericParameter['type'],
	min: number,
	max: number,
	scaling: NumericParameter['scaling']
): NumericParameter => ({ type, name: 'p', min, max, scaling });

test('a value and its place in the range belong together, and the ends are the ends', () => {
	for (const each of [
		range('Continuous', -3, 5, 'Linear'),
		range('Continuous', 1e-6, 10, 'Logarithmic'),
		range('Continuous', 0, 0.999, 'ReverseLogarithmic')
	]) {
		expect(valueAt(each, 0)).toBeCloseTo(each.min, 12);
		expect(valueAt(each, 1)).toBeCloseTo(each.max, 12);
		for (const unit of [0.1, 0.5, 0.93]) expect(unitOf(each, valueAt(each, unit))).toBeCloseTo(unit, 9);
	}
});

test('a logarithmic range gives each power of ten its share, a reverse one each power of ten below 1', () => {
	expect(valueAt(range('Continuous', 1e-4, 1, 'Logarithmic'), 0.5)).toBeCloseTo(1e-2, 12);
	expect(valueAt(range('Continuous', 0, 0.9999, 'ReverseLogarithmic'), 0.5)).toBeCloseTo(0.99, 12);
});

test('each whole number of a linear range is equally likely, the outer ones too', () => {
	const parameter = range('Integer', 1, 5, 'Linear');
	const counts = new Map<number, number>();
	const rng = new Rng(1);
	for (let i = 0; i < 50_000; i++) {
		const value = valueAt(parameter, rng.next());
		counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
	for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

test('Auto means logarithmic for a positive range of two powers of ten', () => {
	expect(autoScaling(0.001, 0.1)).toBe('Logarithmic');
	expect(autoScaling(0, 100)).toBe('Linear');
	expect(autoScaling(1, 99)).toBe('Linear');
});
