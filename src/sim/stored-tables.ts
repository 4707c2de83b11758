import { BYTES, META } from './core/table.ts';
import { TABLES } from './services.ts';

/** Names of all tables of records that a region keeps in its storage. */
export const STORED_TABLES: readonly string[] = [META, ...TABLES.map(({ name }) => name)];

/** The table of large values. */
export const STORED_BYTES = BYTES;
