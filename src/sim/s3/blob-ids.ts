import type { Context } from '../core/context.ts';
import { parts } from './multipart/uploads.ts';
import { history, objects, type Segment } from './tables.ts';

/** Ids of all bytes that S3 has stored; those that copies share come more than once. */
export function blobIds({ store }: Pick<Context, 'store'>): string[] {
	const contents: (readonly Segment[])[] = [
		...store.values(objects).map(({ content }) => content),
		...store.values(history).map((record) => (record.kind === 'object' ? record.object.content : [])),
		...store.values(parts).map(({ content }) => content)
	];
	return contents.flatMap((content) => content.map(({ id }) => id));
}
