import type { RegionStorage } from '../ports.ts';
import { HeldBytes, partOf, settledValue } from './held-bytes.ts';

/** Storage that lives as long as the program: for tests and for hosts that need no persistence. */
export function memoryStorage(): RegionStorage {
	const tables = new Map<string, Map<string, unknown>>();
	return {
		entries: async (table) => [...(tables.get(table) ?? [])],
		keys: async (table) => [...(tables.get(table)?.keys() ?? [])],
		get: async (table, key) => tables.get(table)?.get(key),
		async write(changes) {
			for (const { table, key, value } of changes) {
				const map = tables.get(table) ?? new Map<string, unknown>();
				tables.set(table, map);
				if (value === undefined) map.delete(key);
				else map.set(key, settledValue(value));
			}
		},
		stage: (pieces) => HeldBytes.of(pieces),
		read: async (table, key, start, end) => partOf(tables.get(table)?.get(key), start, end)
	};
}
