import { meanOver, scoredRows, type Numbers } from './scored.ts';

/**
 * Coefficient of determination 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)²: 1 is perfect, 0 as good as the mean, below 0 worse.
 * NaN for fewer than two rows or where any value is NaN. Labels that are all equal give 1 if matched exactly, else 0,
 * as scikit-learn has it.
 */
export function r2(yTrue: Numbers, yScore: Numbers, weights?: Numbers | null): number {
	const rows = scoredRows(yTrue, yScore, weights);
	if (rows < 2) return NaN;
	const mean = meanOver(rows, weights, (row) => yTrue[row]!);
	const residual = meanOver(rows, weights, (row) => (yTrue[row]! - yScore[row]!) ** 2);
	const spread = meanOver(rows, weights, (row) => (yTrue[row]! - mean) ** 2);
	if (spread === 0) return residual === 0 ? 1 : 0;
	return 1 - residual / spread;
}
