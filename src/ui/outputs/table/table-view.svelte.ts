import { SvelteMap } from 'svelte/reactivity';
import type { ColumnSummary, TableCell, TableData } from '#notebook/outputs.ts';
import { summarise } from '#notebook/values/column-summary.ts';
import { toDelimited, type DelimitedFormat } from '#notebook/values/delimited.ts';
import type { Answer, Inspect } from '#notebook/values/questions.ts';
import {
	queryRows,
	type TableFilter,
	type TableQuery,
	type TableSort
} from '#notebook/values/table-query.ts';

export const PAGE_SIZES: readonly number[] = [10, 25, 100];

/** How a table is looked at; lasts over runs as long as the columns are the same. */
export interface TableSight {
	columns: string;
	sort: TableSort | null;
	filters: readonly TableFilter[];
	from: number;
	size: number;
}

/** How a table is looked at before the reader has said anything. */
export function firstSight(): TableSight {
	return { columns: '', sort: null, filters: [], from: 0, size: PAGE_SIZES[0]! };
}

type Rows = readonly (readonly TableCell[])[];

const GONE: Answer = { kind: 'gone' };

/** Rows fetched at a time for a download. */
const CHUNK = 10_000;

/** A table on the page: the rows that are shown, fetched from the kernel where they are not all here. */
export class TableView {
	readonly data: TableData;
	readonly #inspect: Inspect;
	readonly #sight: TableSight;
	#rows = $state.raw<Rows>([]);
	#matching = $state.raw(0);
	#isWaiting = $state.raw(false);
	#isGone = $state.raw(false);
	#sort = $state.raw<TableSort | null>(null);
	#filters = $state.raw<readonly TableFilter[]>([]);
	#from = $state.raw(0);
	#size = $state.raw(0);
	#summaries = new SvelteMap<number, ColumnSummary>();
	#asked = 0;

	constructor(data: TableData, inspect: Inspect, sight: TableSight) {
		this.data = data;
		this.#inspect = inspect;
		this.#sight = sight;
		const columns = data.columns.map(({ name }) => name).join('\n');
		if (sight.columns !== columns) Object.assign(sight, { ...firstSight(), size: sight.size, columns });
		this.#sort = sight.sort;
		this.#filters = sight.filters;
		this.#from = Math.min(sight.from, Math.max(0, data.total - 1));
		this.#size = sight.size;
		this.#rows = data.rows.slice(0, sight.size);
		this.#matching = data.total;
	}

	/** Fetches what is to be seen, and what the columns hold. */
	start(): void {
		if (this.#sort !== null || this.#filters.length > 0 || this.#from > 0) void this.#show();
		void this.#summarise();
	}

	get rows(): Rows {
		return this.#rows;
	}

	/** Rows that meet the filters. */
	get matching(): number {
		return this.#matching;
	}

	get isWaiting(): boolean {
		return this.#isWaiting;
	}

	/** The kernel has the table no longer: only the rows that came with it can be looked at. */
	get isGone(): boolean {
		return this.#isGone;
	}

	get sort(): TableSort | null {
		return this.#sort;
	}

	get filters(): readonly TableFilter[] {
		return this.#filters;
	}

	/** Index of the first row shown, among those that match. */
	get from(): number {
		return this.#from;
	}

	get size(): number {
		return this.#size;
	}

	/** What a column holds; null until it is known. */
	summaryOf(column: number): ColumnSummary | null {
		return this.data.summaries?.[column] ?? this.#summaries.get(column) ?? null;
	}

	sortBy(sort: TableSort | null): Promise<void> {
		return this.#look({ sort, from: 0 });
	}

	/** Sets the condition on a column in place of the one before; null takes it away. */
	filterBy(column: number, filter: TableFilter | null): Promise<void> {
		const others = this.#filters.filter((one) => one.column !== column);
		return this.#look({ filters: filter ? [...others, filter] : others, from: 0 });
	}

	goTo(from: number): Promise<void> {
		const last = Math.max(0, Math.ceil(this.#matching / this.#size) - 1) * this.#size;
		return this.#look({ from: Math.min(Math.max(0, from), last) });
	}

	resize(size: number): Promise<void> {
		return this.#look({ size, from: Math.floor(this.#from / size) * size });
	}

	/** All rows that match, in order, with the names of the columns, as pieces of text. */
	async *text(format: DelimitedFormat, mostRows = Infinity): AsyncGenerator<string> {
		yield toDelimited([this.data.columns.map(({ name }) => name)], format);
		const query = this.#query();
		let from: number | null = 0;
		while (from !== null && from < mostRows) {
			const count: number = Math.min(CHUNK, mostRows - from);
			const ref = this.#isGone ? undefined : this.data.ref;
			const answer: Answer =
				ref === undefined ? GONE : await this.#inspect({ ask: 'text', ref, query, from, count, format });
			if (answer.kind !== 'text') {
				yield toDelimited(this.#localRows(query).slice(from, from + count), format);
				return;
			}
			yield answer.text;
			from = answer.next;
		}
	}

	#query(): TableQuery {
		return { sort: this.#sort, filters: this.#filters };
	}

	#look(change: Partial<TableSight>): Promise<void> {
		Object.assign(this.#sight, change);
		this.#sort = this.#sight.sort;
		this.#filters = this.#sight.filters;
		this.#from = this.#sight.from;
		this.#size = this.#sight.size;
		return this.#show();
	}

	async #show(): Promise<void> {
		const { ref } = this.data;
		if (ref === undefined || this.#isGone) return this.#showLocal();
		const turn = ++this.#asked;
		const [from, count] = [this.#from, this.#size];
		this.#isWaiting = true;
		const answer = await this.#inspect({ ask: 'rows', ref, query: this.#query(), from, count });
		// Only the last of several wishes counts.
		if (turn !== this.#asked) return;
		this.#isWaiting = false;
		if (answer.kind !== 'rows') {
			this.#isGone = true;
			this.#from = 0;
			return this.#showLocal();
		}
		this.#rows = answer.rows;
		this.#matching = answer.matching;
	}

	#showLocal(): void {
		const rows = this.#localRows(this.#query());
		this.#matching = rows.length;
		this.#rows = rows.slice(this.#from, this.#from + this.#size);
	}

	#localRows(query: TableQuery): Rows {
		const { rows } = this.data;
		const cells = { rows: rows.length, cell: (row: number, column: number) => rows[row]?.[column] ?? null };
		return Array.from(queryRows(cells, query), (row) => rows[row]!);
	}

	async #summarise(): Promise<void> {
		const { columns, rows, ref, summaries } = this.data;
		if (summaries) return;
		for (const [i, column] of columns.entries()) {
			if (ref === undefined) {
				this.#summaries.set(
					i,
					summarise(column, rows.length, (row) => rows[row]?.[i] ?? null)
				);
				continue;
			}
			const answer = await this.#inspect({ ask: 'summary', ref, column: i });
			// What a part of the rows holds would pass for what all of them hold.
			if (answer.kind !== 'summary') return void (this.#isGone = true);
			this.#summaries.set(i, answer.summary);
		}
	}
}
