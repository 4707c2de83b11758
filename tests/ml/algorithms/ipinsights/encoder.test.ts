import { describe, expect, test } from 'vitest';
import { Rng } from '#base/rng.ts';
import { Encoder } from '#ml/algorithms/ipinsights/encoder.ts';
import { LearnerKernel } from '#ml/algorithms/ipinsights/learner-kernel.ts';
import { drawNetwork, encodeAddress, type Network } from '#ml/algorithms/ipinsights/network.ts';
import { readAddress } from '#ml/algorithms/ipinsights/pairs.ts';
import { writePrefixRows } from '#ml/algorithms/ipinsights/prefixes.ts';
import { entityRow } from '#ml/algorithms/ipinsights/hash.ts';
import { ipHyperparameters } from '#tests/support/ip.ts';

const addresses = Uint32Array.from(['10.0.0.1', '10.0.0.2', '10.3.0.9', '200.1.2.3'], (text) =>
	readAddress(text)!
);

function networkOf(layers: number): Network {
	const given = { num_entity_vectors: '3', vector_dim: '6', num_ip_encoder_layers: String(layers) };
	return drawNetwork(ipHyperparameters(given), new Rng(3));
}

describe.each([0, 1, 3])('with %s layers', (layers) => {
	test('many addresses have the vectors that each has alone', () => {
		const network = networkOf(layers);
		const encoder = new Encoder(new LearnerKernel(), network, 4);
		const vectors = encoder.view(encoder.encode(addresses), 4);
		expect(encoder.stride).toBe(8);
		for (const [i, address] of addresses.entries()) {
			for (const [f, value] of encodeAddress(network, address).entries()) {
				expect(Math.abs(vectors[8 * i + f]! - value)).toBeLessThan(1e-6);
			}
		}
	});

	test('the gradients are those of finite differences', () => {
		const network = networkOf(layers);
		const before = structuredClone(network);
		const pulls = Float32Array.from({ length: 24 }, (_, i) => Math.sin(i));
		const encoder = new Encoder(new LearnerKernel(), network, 4);
		const slopes = encoder.view(encoder.slopes(4), 4);
		encoder.encode(addresses);
		for (let i = 0; i < 4; i++) slopes.set(pulls.subarray(6 * i, 6 * i + 6), 8 * i);
		encoder.learn(4);
		// So small a scale lets Adam's eps rule: the first step is the gradient, times the rate that undoes the rest.
		const scale = 1e-10;
		encoder.step({ steps: 0, scale, weightDecay: 0, rate: 1e-8 / (Math.sqrt(0.001) * scale) });
		const after = { prefixes: encoder.prefixes(), layers: encoder.layers() };
		const lossOf = (changed: Network): number =>
			[...addresses].reduce(
				(sum, address, i) =>
					sum +
					encodeAddress(changed, address).reduce((part, value, f) => part + value * pulls[6 * i + f]!, 0),
				0
			);
		const check = (of: (network: Network) => Float32Array, moved: Float32Array, at: number): void => {
			const h = 1e-3;
			const [up, down] = [h, -h].map((by) => {
				const changed = structuredClone(before);
				of(changed)[at]! += by;
				return lossOf(changed);
			});
			const gradient = of(before)[at]! - moved[at]!;
			expect(Math.abs(gradient - (up! - down!) / (2 * h))).toBeLessThan(5e-3);
		};
		const rows = new Uint32Array(6);
		writePrefixRows(addresses[2]!, rows, 0);
		for (const row of rows)
			for (const f of [0, 5]) check(({ prefixes }) => prefixes, after.prefixes, row * 6 + f);
		for (let l = 0; l < layers; l++) {
			for (const at of [0, 7, 35]) check((each) => each.layers[l]!.weights, after.layers[l]!.weights, at);
			for (const at of [0, 5]) check((each) => each.layers[l]!.biases, after.layers[l]!.biases, at);
		}
	});
});

test('addresses share the rows of their common prefixes', () => {
	const rows = (text: string): number[] => {
		const all = new Uint32Array(6);
		writePrefixRows(readAddress(text)!, all, 0);
		return [...all];
	};
	expect(rows('10.20.30.40').slice(0, 3)).toEqual([0, 16 + 10, 16 + 256 + 161]);
	expect(rows('10.20.30.40')).toEqual(rows('10.20.30.250'));
	expect(rows('10.20.31.40').slice(0, 5)).toEqual(rows('10.20.30.40').slice(0, 5));
	expect(rows('10.20.31.40')[5]).not.toBe(rows('10.20.30.40')[5]);
});

test.each([
	['1.2.3.4', 0x01020304],
	['255.255.255.255', 0xffffffff],
	['1.2.3', null],
	['1.2.3.4.5', null],
	['a.b.c.d', null],
	['1.2.3.-4', null]
])('%s is read as %s', (text, expected) => {
	expect(readAddress(text)).toBe(expected);
});

test('names spread evenly over the vectors, and always to the same', () => {
	const counts = new Uint32Array(16);
	for (let i = 0; i < 16_000; i++) counts[entityRow(`user_${i}`, 16)]!++;
	expect(Math.min(...counts)).toBeGreaterThan(850);
	expect(Math.max(...counts)).toBeLessThan(1150);
	expect(entityRow('Zoë', 1000)).toBe(entityRow('Zoë', 1000));
});
