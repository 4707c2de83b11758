import { crc32 } from 'node:zlib';

/** One line of a file: the text's CRC-32 as eight hexadecimal digits, a space, the text, a line end. */
export function writeLine(text: string): Buffer {
	const bytes = Buffer.from(text);
	return Buffer.concat([Buffer.from(`${digits(bytes)} `), bytes, NEWLINE]);
}

const NEWLINE = Buffer.from('\n');

export interface CheckedLines {
	readonly texts: readonly string[];
	/** Length of the lines that are whole; what comes after them was torn or damaged. */
	readonly soundBytes: number;
}

/** The whole lines at the beginning of a file, up to the first that is not what was written. */
export function readLines(file: Buffer): CheckedLines {
	const texts: string[] = [];
	let at = 0;
	for (;;) {
		const end = file.indexOf(10, at);
		if (end === -1 || end - at < 9) break;
		const text = file.subarray(at + 9, end);
		if (file.toString('latin1', at, at + 9) !== `${digits(text)} `) break;
		texts.push(text.toString());
		at = end + 1;
	}
	return { texts, soundBytes: at };
}

function digits(bytes: Buffer): string {
	return crc32(bytes).toString(16).padStart(8, '0');
}
