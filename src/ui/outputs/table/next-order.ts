import type { TableSort } from '#notebook/values/table-query.ts';

/** What a click on a column's head makes of the order: ascending, descending, as it came. */
export function nextOrder(order: TableSort | null, column: number): TableSort | null {
	if (order?.column !== column) return { column, direction: 'ascending' };
	return order.direction === 'ascending' ? { column, direction: 'descending' } : null;
}
