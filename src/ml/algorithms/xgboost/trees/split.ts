import type { BinSums, BinSplit, Sums } from '#ml/wasm/bin-sums.ts';
import type { BinLayout } from './binning.ts';
import { gainOfPair, type Bounds, type Regularisation } from './leaf-weight.ts';

export interface Split {
	readonly gain: number;
	readonly feature: number;
	/** Rows of this and lower bins of the column go left, the rest right, missing ones by `defaultLeft`. */
	readonly lastLeftBin: number;
	readonly threshold: number;
	readonly defaultLeft: boolean;
	readonly leftGradient: number;
	readonly leftHessian: number;
	readonly rightGradient: number;
	readonly rightHessian: number;
}

/** What a split is looked for in. */
export interface SplitNode {
	/** Sum over the node; `hessian` likewise. */
	readonly gradient: number;
	readonly hessian: number;
	/** What it gains as a leaf. */
	readonly gain: number;
	readonly bounds: Bounds;
}

/**
 * The split that lowers the loss most, or null where none does. Each column is scanned with its missing values on the
 * right, then, if the node has any, on the left. Of equal gains the lowest column and the first found wins, as in
 * XGBoost.
 * @param features columns to try, rising
 */
export function findSplit(
	table: BinLayout,
	sums: BinSums,
	histogram: Sums,
	features: Int32Array,
	node: SplitNode,
	rule: Regularisation
): Split | null {
	const isPlain = rule.alpha === 0 && rule.maxDeltaStep === 0 && rule.monotone === null;
	const best = isPlain
		? sums.bestSplit(histogram, features, node, rule.lambda, rule.minChildWeight)
		: scan(table, sums.view(histogram), features, node, rule);
	return best && splitOf(table, node, best);
}

/** The same without the kernel: gradients and hessians of the bins, interleaved. */
export function findSplitIn(
	table: BinLayout,
	histogram: Float64Array,
	features: Int32Array,
	node: SplitNode,
	rule: Regularisation
): Split | null {
	const best = scan(table, histogram, features, node, rule);
	return best && splitOf(table, node, best);
}

function splitOf(table: BinLayout, node: SplitNode, best: BinSplit): Split {
	const { gain, column: feature, lastLeftBin, defaultLeft, leftGradient, leftHessian } = best;
	const { ends, floor } = table.cuts[feature]!;
	const start = table.starts[feature]!;
	return {
		gain,
		feature,
		lastLeftBin,
		threshold: lastLeftBin < start ? floor : ends[lastLeftBin - start]!,
		defaultLeft,
		leftGradient,
		leftHessian,
		rightGradient: node.gradient - leftGradient,
		rightHessian: node.hessian - leftHessian
	};
}

/** The same as the kernel's scan, under every rule. */
function scan(
	table: BinLayout,
	histogram: Float64Array,
	features: Int32Array,
	{ gradient, hessian, gain: parentGain, bounds }: SplitNode,
	rule: Regularisation
): BinSplit | null {
	const least = rule.minChildWeight;
	let gain = 0;
	let feature = -1;
	let lastLeftBin = 0;
	let defaultLeft = false;
	let leftGradient = 0;
	let leftHessian = 0;
	for (let j = 0; j < features.length; j++) {
		const f = features[j]!;
		const first = table.starts[f]!;
		const end = table.starts[f + 1]! - table.hasMissing[f]!;
		let missingGradient = 0;
		let missingHessian = 0;
		if (table.hasMissing[f]) {
			missingGradient = histogram[2 * end]!;
			missingHessian = histogram[2 * end + 1]!;
		}
		const hasMissing = missingGradient !== 0 || missingHessian !== 0;
		for (let pass = 0; pass < (hasMissing ? 2 : 1); pass++) {
			// Pass 0: missing right, thresholds rising. Pass 1: missing left, thresholds falling, so that ties go as there.
			let g = pass === 0 ? 0 : gradient;
			let h = pass === 0 ? 0 : hessian;
			const count = end - first;
			for (let i = 0; i < count; i++) {
				const bin = pass === 0 ? first + i : end - 1 - i;
				// A bin without rows moves nothing to the other side.
				if (histogram[2 * bin] === 0 && histogram[2 * bin + 1] === 0) continue;
				if (pass === 0) {
					g += histogram[2 * bin]!;
					h += histogram[2 * bin + 1]!;
				} else {
					g -= histogram[2 * bin]!;
					h -= histogram[2 * bin + 1]!;
				}
				const rest = hessian - h;
				if (h < least || rest < least || h <= 0 || rest <= 0) continue;
				const other = gradient - g;
				const both = gainOfPair([g, h], [other, rest], rule, f, bounds);
				const change = Math.fround(Math.fround(both) - parentGain);
				if (!(change > gain)) continue;
				gain = change;
				feature = f;
				lastLeftBin = pass === 0 ? bin : bin - 1;
				defaultLeft = pass === 1;
				leftGradient = g;
				leftHessian = h;
			}
		}
	}
	if (feature < 0) return null;
	return { gain, column: feature, lastLeftBin, defaultLeft, leftGradient, leftHessian };
}
