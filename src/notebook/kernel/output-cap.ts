import { CONSOLE_MIME, type Output } from '../outputs.ts';

/** What one cell may put out: half of it from its beginning, half from its end. */
export const CAP = { lines: 5000, chars: 1_000_000 } as const;

/** Longest text of one single output. */
const LONGEST = 200_000;
/** A picture or table weighs as many console lines, and its characters less than those of text. */
const DISPLAY_LINES = 10;
const DISPLAY_DISCOUNT = 16;

interface Weight {
	readonly lines: number;
	readonly chars: number;
}

/**
 * Keeps a cell that never stops talking from flooding the page: lets the first half of {@link CAP} through, holds the
 * last half back until the cell ends, and drops what lies between with a count. Results and errors always pass, and so
 * do updates of displays that have been shown.
 */
export class OutputCap {
	readonly #shown = new Set<string>();
	#left: Weight = { lines: CAP.lines / 2, chars: CAP.chars / 2 };
	#tail: { output: Output; weight: Weight }[] = [];
	#held: Weight = { lines: 0, chars: 0 };
	#dropped: Weight = { lines: 0, chars: 0 };

	/** What of an output may be shown now: itself, shortened perhaps, or nothing. */
	pass(output: Output): Output | null {
		if (output.type === 'error' || output.type === 'result') return output;
		const id = output.type === 'display' ? output.displayId : null;
		if (id !== null && this.#shown.has(id)) return output;
		const short = shortened(output);
		const weight = weigh(short);
		const opens = this.#tail.length === 0 && this.#dropped.lines === 0;
		if (opens && weight.lines <= this.#left.lines && weight.chars <= this.#left.chars) {
			this.#left = minus(this.#left, weight);
			if (id !== null) this.#shown.add(id);
			return short;
		}
		this.#hold(short, weight);
		return null;
	}

	/** What was held back, behind a line that says how much is missing between; empties the hold. */
	end(): Output[] {
		const tail = this.#tail.map(({ output }) => output);
		const { lines, chars } = this.#dropped;
		this.#tail = [];
		this.#held = { lines: 0, chars: 0 };
		if (lines === 0) return tail;
		const count = `${lines.toLocaleString('en-US')} lines (${chars.toLocaleString('en-US')} characters)`;
		return [{ type: 'stream', name: 'stderr', text: `… ${count} of output were left out here …\n` }, ...tail];
	}

	#hold(output: Output, weight: Weight): void {
		this.#tail.push({ output, weight });
		this.#held = plus(this.#held, weight);
		let n = 0;
		while (this.#held.lines > CAP.lines / 2 || this.#held.chars > CAP.chars / 2) {
			const first = this.#tail[n++]!.weight;
			this.#held = minus(this.#held, first);
			this.#dropped = plus(this.#dropped, first);
		}
		if (n > 0) this.#tail.splice(0, n);
	}
}

function plus(a: Weight, b: Weight): Weight {
	return { lines: a.lines + b.lines, chars: a.chars + b.chars };
}

function minus(a: Weight, b: Weight): Weight {
	return { lines: a.lines - b.lines, chars: a.chars - b.chars };
}

function weigh(output: Output): Weight {
	switch (output.type) {
		case 'stream':
			return { lines: output.text.split('\n').length - 1 || 1, chars: output.text.length };
		case 'display': {
			const chars = Object.values(output.data).reduce<number>((sum, part) => sum + sizeOf(part), 0);
			if (CONSOLE_MIME in output.data) return { lines: 1, chars };
			return { lines: DISPLAY_LINES, chars: Math.ceil(chars / DISPLAY_DISCOUNT) };
		}
		case 'result':
		case 'error':
			return { lines: 0, chars: 0 };
	}
}

/** Rough number of characters that plain data takes when written out. */
function sizeOf(value: unknown): number {
	if (typeof value === 'string') return value.length;
	if (typeof value !== 'object' || value === null) return 4;
	if (ArrayBuffer.isView(value)) return value.byteLength;
	return Object.entries(value).reduce((sum, [key, part]) => sum + key.length + sizeOf(part), 2);
}

function shortened(output: Output): Output {
	if (output.type !== 'stream' || output.text.length <= LONGEST) return output;
	const head = output.text.slice(0, LONGEST / 2);
	const tail = output.text.slice(-LONGEST / 2);
	const missing = (output.text.length - LONGEST).toLocaleString('en-US');
	return { ...output, text: `${head}\n… ${missing} characters were left out here …\n${tail}` };
}
