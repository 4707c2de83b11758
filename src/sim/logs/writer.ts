import type { Context } from '../core/context.ts';
import type { Transaction } from '../core/table.ts';
import type { LogLine } from '../events.ts';
import { appendEvents, ensureStream } from './append.ts';

/** Where a container's output goes. */
export interface LogWriter {
	/** Takes a line now and stores it soon, together with those that come meanwhile. */
	write(line: string): void;
	/** Resolves when all lines so far are durable; rejects when the storage refused some. */
	flush(): Promise<void>;
}

/**
 * A writer to one stream, which it creates with the first line.
 * @param also what else to change in the transaction that stores the lines
 */
export function createLogWriter(
	ctx: Context,
	group: string,
	stream: string,
	also: (tx: Transaction, lines: readonly LogLine[]) => void = () => {}
): LogWriter {
	let pending: LogLine[] = [];
	let writing: Promise<void> | null = null;
	let failure: { readonly error: unknown } | null = null;

	const store = async (): Promise<void> => {
		while (pending.length > 0) {
			const lines = pending;
			pending = [];
			await ctx.store.transact((tx) => {
				ensureStream(tx, group, stream);
				const events = lines.map(({ at, message }) => ({ timestamp: at, message }));
				appendEvents(tx, group, stream, events);
				also(tx, lines);
			});
		}
	};
	const start = (): Promise<void> =>
		store()
			.catch((error: unknown) => void (failure ??= { error }))
			.then(() => {
				// A line may have come after the last look at `pending`.
				writing = pending.length > 0 ? start() : null;
			});
	return {
		write(line) {
			pending.push({ at: Math.round(ctx.clock.now()), message: line });
			writing ??= start();
		},
		async flush() {
			while (writing !== null) await writing;
			if (failure) throw failure.error;
		}
	};
}
