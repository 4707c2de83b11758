/** Text and bytes without TextEncoder, which the floors below the workers do not have. */

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as the Encoding standard says. */
export function encodeUtf8(text: string): Uint8Array {
	const ascii = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code > 0x7f) return encodeWide(text);
		ascii[i] = code;
	}
	return ascii;
}

function encodeWide(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length * 3);
	let n = 0;
	for (let i = 0; i < text.length; i++) {
		let code = text.charCodeAt(i);
		if (code >= 0xd800 && code < 0xe000) {
			const low = text.charCodeAt(i + 1);
			if (code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
				code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
				i++;
			} else {
				code = 0xfffd;
			}
		}
		if (code < 0x80) {
			bytes[n++] = code;
		} else if (code < 0x800) {
			bytes[n++] = 0xc0 | (code >> 6);
			bytes[n++] = 0x80 | (code & 63);
		} else if (code < 0x10000) {
			bytes[n++] = 0xe0 | (code >> 12);
			bytes[n++] = 0x80 | ((code >> 6) & 63);
			bytes[n++] = 0x80 | (code & 63);
		} else {
			bytes[n++] = 0xf0 | (code >> 18);
			bytes[n++] = 0x80 | ((code >> 12) & 63);
			bytes[n++] = 0x80 | ((code >> 6) & 63);
			bytes[n++] = 0x80 | (code & 63);
		}
	}
	return bytes.slice(0, n);
}

/** Number of continuation bytes, smallest code point they may spell, by lead byte; null for a byte that leads nothing. */
function leadOf(byte: number): { rest: number; bits: number; least: number } | null {
	if (byte >= 0xc2 && byte < 0xe0) return { rest: 1, bits: byte & 31, least: 0x80 };
	if (byte >= 0xe0 && byte < 0xf0) return { rest: 2, bits: byte & 15, least: 0x800 };
	if (byte >= 0xf0 && byte < 0xf5) return { rest: 3, bits: byte & 7, least: 0x10000 };
	return null;
}

/** Text of UTF-8 bytes; what is no UTF-8 becomes U+FFFD. A leading byte-order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string {
	if (isAscii(bytes)) return asciiText(bytes);
	const parts: string[] = [];
	let units: number[] = [];
	let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	while (i < bytes.length) {
		const byte = bytes[i++]!;
		if (byte < 0x80) {
			units.push(byte);
		} else {
			const lead = leadOf(byte);
			let code = lead ? lead.bits : 0xfffd;
			let left = lead ? lead.rest : 0;
			while (left > 0 && i < bytes.length && (bytes[i]! & 0xc0) === 0x80) {
				code = (code << 6) | (bytes[i++]! & 63);
				left--;
			}
			const broken =
				!lead || left > 0 || code < lead.least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
			units.push(...utf16Of(broken ? 0xfffd : code));
		}
		// fromCharCode takes its units as arguments, of which an engine allows only so many.
		if (units.length >= 8192) {
			parts.push(String.fromCharCode(...units));
			units = [];
		}
	}
	parts.push(String.fromCharCode(...units));
	return parts.join('');
}

function isAscii(bytes: Uint8Array): boolean {
	for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x7f) return false;
	return true;
}

/** Most texts are ASCII, and an engine makes those quickly; it allows only so many arguments at once. */
function asciiText(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 8192) {
		text += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192) as unknown as number[]);
	}
	return text;
}

function utf16Of(code: number): number[] {
	if (code < 0x10000) return [code];
	return [0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)];
}

/** Joins pieces into one array. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Value of each Base64 digit by its character code. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) =>
	Math.max(0, BASE64.indexOf(String.fromCharCode(code)))
);

/** Standard Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
	const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(61);
	let n = 0;
	let bits = 0;
	let held = 0;
	for (let i = 0; i < bytes.length; i++) {
		bits = ((bits << 8) | bytes[i]!) & 0xffffff;
		held += 8;
		for (; held >= 6; held -= 6) codes[n++] = BASE64.charCodeAt((bits >> (held - 6)) & 63);
	}
	if (held > 0) codes[n] = BASE64.charCodeAt((bits << (6 - held)) & 63);
	return decodeUtf8(codes);
}

/** Bytes of standard Base64 (padding and white space optional), or null where the text is none. */
export function fromBase64(text: string): Uint8Array | null {
	const digits = text.replace(/\s|=+\s*$/g, '');
	if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return null;
	const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
	let bits = 0;
	let held = 0;
	let n = 0;
	for (let i = 0; i < digits.length; i++) {
		bits = ((bits << 6) | DIGITS[digits.charCodeAt(i)]!) & 0xffffff;
		held += 6;
		if (held >= 8) {
			held -= 8;
			bytes[n++] = (bits >> held) & 255;
		}
	}
	return bytes;
}

const HEX = '0123456789abcdef';

/** Lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += HEX[byte >> 4]! + HEX[byte & 15]!;
	return text;
}

/** Bytes of hexadecimal digits; what is none counts as 0. */
export function fromHex(digits: string): Uint8Array {
	return Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
		parseInt(digits.slice(2 * i, 2 * i + 2), 16)
	);
}
