import type { Task } from '#ml/algorithm.ts';

/** The log lines that the containers of SageMaker's first algorithms have in common. */
export interface Reporter {
	info(text: string): void;
	warn(text: string): void;
	/** @param words what is measured, e.g. `test msd <loss>` */
	quality(words: string, value: number): void;
	/** Any other line that begins with `#`, e.g. `early_stopping_criteria_metric`. */
	metric(name: string, words: string): void;
	beginEpoch(): void;
	/**
	 * Says how far the job is and, where the host has a clock, how fast.
	 * @param epoch counted from 0
	 * @param rows that were read since {@link Reporter.beginEpoch}
	 */
	endEpoch(epoch: number, epochs: number, rows: number): void;
}

const HOST = 'host=algo-1';

/** Writes the lines as the containers do, without their times; nothing once the task is stopped. */
export function createReporter({ log, now, stop }: Pick<Task<unknown>, 'log' | 'now' | 'stop'>): Reporter {
	let startedAt = 0;
	const say = (line: string): void => {
		if (!stop.aborted) log(line);
	};
	const metric = (name: string, words: string): void => say(`#${name}: ${HOST}, ${words}`);
	return {
		info: (text) => say(`INFO: ${text}`),
		warn: (text) => say(`WARNING: ${text}`),
		quality: (words, value) => metric('quality_metric', `${words}=${numberText(value)}`),
		metric,
		beginEpoch() {
			startedAt = now?.() ?? 0;
		},
		endEpoch(epoch, epochs, rows) {
			metric('progress_metric', `completed ${Math.round((100 * (epoch + 1)) / epochs)} % of epochs`);
			const seconds = now ? (now() - startedAt) / 1000 : 0;
			if (seconds > 0) {
				metric('throughput_metric', `train throughput=${numberText(rows / seconds)} records/second`);
			}
		}
	};
}

/** A number as Python's logs have it: `nan`, `inf`, `-inf` where it is not finite. */
export function numberText(value: number): string {
	return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}
