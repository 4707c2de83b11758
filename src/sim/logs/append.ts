import type { Store, Transaction } from '../core/table.ts';
import { chunkKey, logChunks, logGroups, logStreams, streamKey, type LogEvent } from './tables.ts';

/** Creates the group and the stream where they are not there yet. */
export function ensureStream(tx: Transaction, group: string, stream: string): void {
	if (!tx.get(logGroups, group)) tx.put(logGroups, group, { name: group, createdAt: tx.now });
	const key = streamKey(group, stream);
	if (tx.get(logStreams, key)) return;
	tx.put(logStreams, key, {
		group,
		name: stream,
		createdAt: tx.now,
		firstAt: null,
		lastAt: null,
		ingestedAt: null,
		chunks: 0,
		sizeBytes: 0
	});
}

/** Adds events, in order of time, to a stream that is there. Watchers hear of them. */
export function appendEvents(
	tx: Transaction,
	group: string,
	stream: string,
	events: readonly { readonly timestamp: number; readonly message: string }[]
): void {
	const key = streamKey(group, stream);
	const record = tx.get(logStreams, key);
	if (!record) throw new TypeError(`Log stream ${key} does not exist.`);
	const chunk = events.map(({ timestamp, message }) => ({ timestamp, message, ingestedAt: tx.now }));
	const first = chunk[0];
	const last = chunk.at(-1);
	if (!first || !last) return;
	tx.put(logChunks, chunkKey(group, stream, record.chunks), chunk);
	tx.put(logStreams, key, {
		...record,
		firstAt: record.firstAt ?? first.timestamp,
		lastAt: last.timestamp,
		ingestedAt: tx.now,
		chunks: record.chunks + 1,
		sizeBytes: record.sizeBytes + chunk.reduce((n, { message }) => n + message.length + 26, 0)
	});
	const lines = chunk.map(({ timestamp, message }) => ({ at: timestamp, message }));
	tx.emit({ type: 'log', group, stream, lines });
}

/** All events of a stream in the order of their arrival; empty where there is no such stream. */
export function eventsOf(store: Store, group: string, stream: string): LogEvent[] {
	const chunks = store.get(logStreams, streamKey(group, stream))?.chunks ?? 0;
	const events: LogEvent[] = [];
	for (let i = 0; i < chunks; i++) {
		for (const event of store.get(logChunks, chunkKey(group, stream, i)) ?? []) events.push(event);
	}
	return events;
}
