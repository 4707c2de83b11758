import { describe, expect, test } from 'vitest';
import { gainOf, weightOf } from '#ml/algorithms/xgboost/trees/leaf-weight.ts';

const rule = { lambda: 1.5, alpha: 0.7, maxDeltaStep: 0, minChildWeight: 0, monotone: null };
const lossAt = (w: number, g: number, h: number): number =>
	g * w + ((h + rule.lambda) * w * w) / 2 + rule.alpha * Math.abs(w);

describe.each([
	[3, 2],
	[-3, 2],
	[0.5, 2],
	[0, 1]
])('a leaf of gradient %d and hessian %d', (g, h) => {
	test('has the weight at which its loss is least', () => {
		const weight = weightOf(g, h, rule);
		for (const shift of [-0.01, 0.01])
			expect(lossAt(weight + shift, g, h)).toBeGreaterThan(lossAt(weight, g, h));
	});

	test('gains twice the loss that its weight removes', () => {
		expect(gainOf(g, h, rule)).toBeCloseTo(-2 * lossAt(weightOf(g, h, rule), g, h), 12);
	});
});

test('the weight is cut at max_delta_step on both sides, and the gain with it', () => {
	const cut = { ...rule, alpha: 0, maxDeltaStep: 0.1 };
	expect(weightOf(-5, 1, cut)).toBe(0.1);
	expect(weightOf(5, 1, cut)).toBe(-0.1);
	expect(weightOf(0.01, 1, cut)).toBeCloseTo(-0.004, 12);
	expect(gainOf(5, 1, cut)).toBeLessThan(gainOf(5, 1, { ...cut, maxDeltaStep: 0 }));
});

test('a leaf without hessian, or with too little, weighs nothing', () => {
	expect(weightOf(5, 0, rule)).toBe(0);
	expect(gainOf(5, 0, rule)).toBe(0);
	expect(weightOf(5, 2, { ...rule, minChildWeight: 3, monotone: null })).toBe(0);
});
