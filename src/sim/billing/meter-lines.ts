import { defineTable } from '../core/table.ts';
import type { MeterLine } from '../events.ts';

/** Every line that ever cost money, by its id. */
export const meterLines = defineTable<MeterLine>('meter');
