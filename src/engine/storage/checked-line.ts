import { crc32 } from '#base/crc.ts';

const LINE_END = 10;
/** The checksum and the space after it. */
const HEAD_BYTES = 9;
const DIGITS = new TextEncoder().encode('0123456789abcdef');
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One line of a file: the text's CRC-32 as eight hexadecimal digits, a space, the text, a line end. */
export function writeLine(text: string): Uint8Array {
	const bytes = encoder.encode(text);
	const line = new Uint8Array(HEAD_BYTES + bytes.length + 1);
	writeHead(line, bytes);
	line.set(bytes, HEAD_BYTES);
	line[line.length - 1] = LINE_END;
	return line;
}

export interface CheckedLines {
	readonly texts: readonly string[];
	/** Length of the lines that are whole; what comes after them was torn or damaged. */
	readonly soundBytes: number;
}

/** The whole lines at the beginning of a file, up to the first that is not what was written. */
export function readLines(file: Uint8Array): CheckedLines {
	const texts: string[] = [];
	const head = new Uint8Array(HEAD_BYTES);
	let at = 0;
	for (;;) {
		const end = file.indexOf(LINE_END, at);
		if (end === -1 || end - at < HEAD_BYTES) break;
		const text = file.subarray(at + HEAD_BYTES, end);
		writeHead(head, text);
		if (head.some((byte, i) => byte !== file[at + i])) break;
		texts.push(decoder.decode(text));
		at = end + 1;
	}
	return { texts, soundBytes: at };
}

function writeHead(line: Uint8Array, text: Uint8Array): void {
	const sum = crc32(text);
	for (let i = 0; i < 8; i++) line[i] = DIGITS[(sum >>> (28 - 4 * i)) & 15]!;
	line[8] = 32;
}
