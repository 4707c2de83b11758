import { PROGRESS_MIME, type Output, type ProgressData } from '../outputs.ts';
import { toBundle } from '../values/bundle.ts';

/** What `display()` returns: the place where it showed the value. Not shown itself as a cell's last expression. */
export class DisplayHandle {
	readonly id: string;
	readonly #show: (value: unknown, id: string) => void;

	constructor(id: string, show: (value: unknown, id: string) => void) {
		this.id = id;
		this.#show = show;
	}

	/** Shows another value in the same place. */
	update(value: unknown): void {
		this.#show(value, this.id);
	}
}

/** A value as an output of a cell; `undefined` is shown as such where it is asked for by name. */
export function displayOutput(value: unknown, displayId: string | null): Output {
	return { type: 'display', displayId, data: toBundle(value) ?? { 'text/plain': 'undefined' } };
}

/** A bar of `done` parts of `total`; one bar a label and run. `total` 0 stands for «unknown». */
export function progressOutput(done: number, total: number, label: string, run: number): Output {
	const data: ProgressData = { done, total, label };
	const text = `${label ? `${label}: ` : ''}${done}${total > 0 ? ` of ${total}` : ''}`;
	return {
		type: 'display',
		displayId: `progress-${run}-${label}`,
		data: { [PROGRESS_MIME]: data, 'text/plain': text }
	};
}
