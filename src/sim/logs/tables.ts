import { defineTable } from '../core/table.ts';

export interface LogEvent {
	readonly timestamp: number;
	readonly message: string;
	readonly ingestedAt: number;
}

export interface LogGroupRecord {
	readonly name: string;
	readonly createdAt: number;
}

export interface LogStreamRecord {
	readonly group: string;
	readonly name: string;
	readonly createdAt: number;
	readonly firstAt: number | null;
	readonly lastAt: number | null;
	readonly ingestedAt: number | null;
	/** Chunks `STREAM:0` … `STREAM:chunks−1` hold the events. */
	readonly chunks: number;
	readonly sizeBytes: number;
}

export const logGroups = defineTable<LogGroupRecord>('logGroups');
export const logStreams = defineTable<LogStreamRecord>('logStreams');
/** Events in the order of their arrival, one chunk for each append: an append never rewrites what is stored. */
export const logChunks = defineTable<readonly LogEvent[]>('logChunks');

/** Neither name can hold a colon. */
export function streamKey(group: string, stream: string): string {
	return `${group}:${stream}`;
}

/** Key of one chunk of a stream, counted from 0. */
export function chunkKey(group: string, stream: string, chunk: number): string {
	return `${group}:${stream}:${chunk}`;
}
