import type { TableFilter } from '#notebook/values/table-query.ts';

/**
 * The condition that a reader has typed for a column of texts or numbers; null for none. Numbers may be written with a
 * decimal comma.
 */
export function filterOf(
	column: number,
	isNumber: boolean,
	first: string,
	second: string
): TableFilter | null {
	if (!isNumber) return first === '' ? null : { column, kind: 'contains', text: first };
	const [min, max] = [numberOf(first), numberOf(second)];
	return min === null && max === null ? null : { column, kind: 'range', min, max };
}

function numberOf(text: string): number | null {
	const value = Number(text.trim().replace(',', '.').replace('−', '-'));
	return text.trim() === '' || Number.isNaN(value) ? null : value;
}
