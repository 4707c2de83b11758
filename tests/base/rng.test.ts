import { describe, expect, it } from 'vitest';
import { Rng } from '#base/rng.ts';

describe('Rng', () => {
	it('gives the same numbers for the same seed and others for the next seed', () => {
		const draw = (seed: number): number[] => {
			const rng = new Rng(seed);
			return Array.from({ length: 5 }, () => rng.uint32());
		};
		expect(draw(7)).toEqual(draw(7));
		expect(draw(7)).not.toEqual(draw(8));
	});

	it('draws floats of [0, 1) with the mean and variance of the uniform law', () => {
		const rng = new Rng(1);
		const n = 200_000;
		let sum = 0;
		let squares = 0;
		let least = 1;
		let most = 0;
		for (let i = 0; i < n; i++) {
			const x = rng.next();
			least = Math.min(least, x);
			most = Math.max(most, x);
			sum += x;
			squares += x * x;
		}
		expect(least >= 0 && most < 1).toBe(true);
		const mean = sum / n;
		// Three standard errors: 3/√(12n) ≈ 0.0019.
		expect(Math.abs(mean - 0.5)).toBeLessThan(0.002);
		expect(Math.abs(squares / n - mean * mean - 1 / 12)).toBeLessThan(0.002);
	});

	it('shuffles into every order about equally often', () => {
		const rng = new Rng(3);
		const counts = new Map<string, number>();
		for (let i = 0; i < 12_000; i++) {
			const order = rng.shuffle(['a', 'b', 'c']).join('');
			counts.set(order, (counts.get(order) ?? 0) + 1);
		}
		expect(counts.size).toBe(6);
		for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(150);
	});

	it('makes UUIDs of version 4 form', () => {
		const rng = new Rng(9);
		const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
		for (let i = 0; i < 100; i++) expect(rng.uuid()).toMatch(form);
	});
});
