import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../golden/', import.meta.url);

/** A file of reference numbers, e.g. `xgboost/boston`. The caller says what it holds. */
export function golden<T>(name: string): T {
	return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as T;
}

export function writeGolden(name: string, value: unknown): void {
	writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value)}\n`);
}
