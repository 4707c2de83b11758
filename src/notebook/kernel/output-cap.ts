import { consoleLineOf, joinRepeated } from '../console-line.ts';
import { CONSOLE_MIME, type Output } from '../outputs.ts';

/** What one cell may put out at once: half of it from its beginning, half from its end. */
export const CAP = { lines: 5000, chars: 1_000_000 } as const;

/** Longest text of one single output. */
const LONGEST = 200_000;
/** Characters of the largest drawing, table or value; a plot of a hundred thousand points has fewer. */
const LARGEST = 16_000_000;
/** A picture or table weighs as many console lines, and its characters less than those of text. */
const DISPLAY_LINES = 50;
const DISPLAY_DISCOUNT = 16;

interface Weight {
	readonly lines: number;
	readonly chars: number;
}

const NOTHING: Weight = { lines: 0, chars: 0 };

/**
 * Keeps a cell that never stops talking from flooding the page: lets the first half of {@link CAP} through at once. What
 * comes after is given out from time to time by {@link drain}, of each stretch its last half cap, and before it the
 * number of lines that were left out. Results and errors always pass, and so do updates of displays that have been shown.
 */
export class OutputCap {
	readonly #shown = new Set<string>();
	#left: Weight = { lines: CAP.lines / 2, chars: CAP.chars / 2 };
	#tail: { output: Output; weight: Weight }[] = [];
	#first = 0;
	#held = NOTHING;
	#skipped = 0;
	#isOpen = true;

	/** Whether outputs wait to be drained. */
	get isHolding(): boolean {
		return this.#tail.length > this.#first;
	}

	/** What of an output may be shown now: itself, shortened perhaps, or nothing. */
	pass(output: Output): Output | null {
		if (output.type === 'error' || output.type === 'result') return output;
		const id = output.type === 'display' ? output.displayId : null;
		if (id !== null && this.#shown.has(id)) return output;
		const short = shortened(output);
		const weight = weigh(short);
		this.#isOpen &&= weight.lines <= this.#left.lines && weight.chars <= this.#left.chars;
		if (this.#isOpen) {
			this.#left = minus(this.#left, weight);
			if (id !== null) this.#shown.add(id);
			return short;
		}
		this.#hold(short, weight);
		return null;
	}

	/** What was held back since the last call, behind the number of lines that are missing before it. */
	drain(): Output[] {
		const tail = this.#tail.slice(this.#first).map(({ output }) => output);
		const skipped = this.#skipped;
		this.#tail = [];
		this.#first = 0;
		this.#held = NOTHING;
		this.#skipped = 0;
		for (const output of tail) {
			if (output.type === 'display' && output.displayId !== null) this.#shown.add(output.displayId);
		}
		return skipped > 0 ? [{ type: 'stream', name: 'stderr', text: '', skipped }, ...tail] : tail;
	}

	#hold(output: Output, weight: Weight): void {
		if (this.#repeat(output)) return;
		this.#tail.push({ output, weight });
		this.#held = plus(this.#held, weight);
		while (this.#held.lines > CAP.lines / 2 || this.#held.chars > CAP.chars / 2) {
			const { weight: first } = this.#tail[this.#first++]!;
			this.#held = minus(this.#held, first);
			this.#skipped += first.lines;
		}
		// Moving a long list at every line would take longer than the lines themselves.
		if (this.#first > CAP.lines) {
			this.#tail.splice(0, this.#first);
			this.#first = 0;
		}
	}

	/** Counts a console line that says the same as the one before. */
	#repeat(output: Output): boolean {
		const last = this.#tail.at(-1);
		const [before, line] = [consoleLineOf(last?.output), consoleLineOf(output)];
		const joined = before && line && this.isHolding ? joinRepeated(before, line) : null;
		if (!joined || !last || output.type !== 'display') return false;
		last.output = { ...output, data: { ...output.data, [CONSOLE_MIME]: joined } };
		return true;
	}
}

/** An output as it is, or words about it where it is larger than a page can take at once. */
export function bounded(output: Output): Output {
	if (output.type === 'stream' || output.type === 'error') return output;
	const size = sizeOf(output.data);
	if (size <= LARGEST) return output;
	const text = `The output is too large to be shown: ${Math.round(size / 1e6)} MB.`;
	return { ...output, data: { 'text/plain': text } };
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
			if (CONSOLE_MIME in output.data) return { lines: 1, chars: sizeOf(output.data['text/plain']) };
			const chars = Object.values(output.data).reduce<number>((sum, part) => sum + sizeOf(part), 0);
			return { lines: DISPLAY_LINES, chars: Math.ceil(chars / DISPLAY_DISCOUNT) };
		}
		case 'result':
		case 'error':
			return NOTHING;
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
