import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '#sim/services.ts';
import { STORED_TABLES } from '#sim/stored-tables.ts';
import { RESOURCE_KINDS } from '#state/cloud/resource-kinds.ts';
import { snakeCase } from '#ui/console/copy-as.ts';

interface Tables {
	readonly operations: Record<string, { input?: { shape: string }; output?: { shape: string } }>;
	readonly shapes: Record<
		string,
		{ members?: Record<string, { shape: string }>; member?: { shape: string }; type: string }
	>;
}

/** AWS's own tables are the proof that a kind's words are AWS's. */
const tablesOf = (service: string): Tables =>
	JSON.parse(readFileSync(`src/sim/protocol/shapes/${service}.json`, 'utf8')) as Tables;

describe.each(RESOURCE_KINDS.map((kind) => [kind.id, kind] as const))('the kind %s', (_, kind) => {
	const { operations, shapes } = tablesOf(kind.service);
	const inputOf = (operation: string): string[] =>
		Object.keys(shapes[operations[operation]?.input?.shape ?? '']?.members ?? {});

	it('lists by an operation that has its members', () => {
		const { operation, items, token = ['NextToken', 'NextToken'] } = kind.list;
		const output = shapes[operations[operation]?.output?.shape ?? '']?.members ?? {};
		const list = shapes[output[items]?.shape ?? ''];
		expect(list?.type, `${operation}.${items}`).toBe('list');
		const item = shapes[list?.member?.shape ?? ''];
		if (item?.type !== 'string') {
			const words = [kind.name, kind.apart, kind.status, kind.created].filter((word) => word !== undefined);
			expect(Object.keys(item?.members ?? {})).toEqual(expect.arrayContaining(words));
		}
		expect(inputOf(operation)).toEqual(expect.arrayContaining(Object.keys(kind.list.input ?? {})));
		if (Object.keys(output).includes(token[0])) expect(inputOf(operation)).toContain(token[1]);
	});

	it('is told of by tables that the region keeps', () => {
		const isSimulated = SERVICES.some(
			({ id, operations }) => id === kind.service && Object.hasOwn(operations, kind.list.operation)
		);
		expect(kind.tables.length > 0).toBe(isSimulated);
		expect(STORED_TABLES).toEqual(expect.arrayContaining([...kind.tables]));
	});

	it('describes and acts by operations that take its key', () => {
		const calls = [...(kind.describe ? [kind.describe] : []), ...(kind.actions ?? [])];
		for (const { operation, key } of calls) {
			expect(inputOf(operation), operation).toContain(key);
			expect(snakeCase(operation)).toMatch(/^[a-z0-9_]+$/);
		}
		const { operation = '', input = {} } = kind.describe ?? {};
		expect(inputOf(operation)).toEqual(expect.arrayContaining(Object.keys(input)));
	});
});
