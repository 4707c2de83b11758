import type { Dataset } from '#ml/data/dataset.ts';
import { boston, breastCancer, iris, withMissing } from './datasets.ts';

/** The tables of tests/golden/xgboost/complete.py, built in the same way. */
export function referenceTable(name: string): Dataset {
	switch (name) {
		case 'boston':
			return boston().all;
		case 'weighted': {
			const { all } = boston();
			return { ...all, weights: Float32Array.from({ length: all.rows }, (_, row) => 1 + (row % 4)) };
		}
		case 'censored': {
			const { all } = boston();
			return { ...all, labels: all.labels!.map((y, row) => (row % 3 === 0 ? -y : y)) };
		}
		case 'graded':
			return graded();
		case 'graded-weighted': {
			const table = graded();
			const weights = Float32Array.from({ length: table.rows }, (_, row) => 1 + (Math.floor(row / 23) % 3));
			return { ...table, weights };
		}
		case 'graded-binary': {
			const table = graded();
			return { ...table, labels: table.labels!.map((grade) => Number(grade > 1)) };
		}
		case 'missing':
			return withMissing();
		case 'breast-cancer':
			return breastCancer();
		case 'weighted-binary': {
			const table = breastCancer();
			return { ...table, weights: Float32Array.from({ length: table.rows }, (_, row) => 1 + (row % 4)) };
		}
		case 'iris':
			return iris();
		default:
			throw new Error(`There is no table ${name}.`);
	}
}

/** 22 groups of 23 houses, graded from 0 to 4 by price. */
function graded(): Dataset {
	const { all } = boston();
	const sorted = Float64Array.from(all.labels!).sort();
	const quantile = (share: number): number => {
		const at = share * (sorted.length - 1);
		const below = Math.floor(at);
		return sorted[below]! + (at - below) * (sorted[below + 1]! - sorted[below]!);
	};
	const edges = [0.5, 0.7, 0.85, 0.95].map(quantile);
	const labels = all.labels!.map((y) => edges.filter((edge) => y >= edge).length);
	return { ...all, labels, groups: Int32Array.from({ length: 23 }, (_, i) => 23 * i) };
}
