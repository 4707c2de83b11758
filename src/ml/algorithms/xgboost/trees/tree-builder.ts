import type { Tree } from './tree.ts';

export interface NewSplit {
	readonly feature: number;
	readonly threshold: number;
	readonly defaultLeft: boolean;
	readonly gain: number;
}

/** A tree while it grows. Children are numbered in the order in which splits are made, as XGBoost does. */
export class TreeBuilder {
	readonly #left: number[] = [];
	readonly #right: number[] = [];
	readonly #parent: number[] = [];
	readonly #feature: number[] = [];
	readonly #threshold: number[] = [];
	readonly #defaultLeft: number[] = [];
	readonly #gain: number[] = [];
	readonly #cover: number[] = [];
	readonly #weight: number[] = [];

	/** Adds a leaf and returns its number. `weight` is before the learning rate, `value` after it. */
	addLeaf(parent: number, weight: number, value: number, cover: number): number {
		this.#left.push(-1);
		this.#right.push(-1);
		this.#parent.push(parent);
		this.#feature.push(0);
		this.#threshold.push(value);
		this.#defaultLeft.push(0);
		this.#gain.push(0);
		this.#cover.push(cover);
		this.#weight.push(weight);
		return this.#left.length - 1;
	}

	/** Turns a leaf into a split between two nodes that were added. */
	split(
		node: number,
		{ feature, threshold, defaultLeft, gain }: NewSplit,
		left: number,
		right: number
	): void {
		this.#left[node] = left;
		this.#right[node] = right;
		this.#feature[node] = feature;
		this.#threshold[node] = threshold;
		this.#defaultLeft[node] = defaultLeft ? 1 : 0;
		this.#gain[node] = gain;
	}

	/** Number of a split node's child. */
	childOf(node: number, isLeft: boolean): number {
		return (isLeft ? this.#left : this.#right)[node]!;
	}

	build(): Tree {
		return {
			left: Int32Array.from(this.#left),
			right: Int32Array.from(this.#right),
			parent: Int32Array.from(this.#parent),
			feature: Int32Array.from(this.#feature),
			threshold: Float32Array.from(this.#threshold),
			defaultLeft: Uint8Array.from(this.#defaultLeft),
			gain: Float32Array.from(this.#gain),
			cover: Float32Array.from(this.#cover),
			weight: Float32Array.from(this.#weight, (weight, node) =>
				this.#left[node]! < 0 ? this.#threshold[node]! : weight
			)
		};
	}
}
