import { toBase64 } from './mime-json.ts';

/** Bytes in the alphabet of base64 that addresses take as it is, without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
	return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of such a text; null where it is none. Padding is taken too, since some programs add it. */
export function fromBase64Url(text: string): Uint8Array | null {
	const plain = text.replace(/=+$/, '');
	if (!/^[A-Za-z0-9_-]*$/.test(plain) || plain.length % 4 === 1) return null;
	const binary = atob(plain.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
