import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';

/** A key percent-encoded as in a form, with its slashes as they are. Half a character becomes U+FFFD. */
export function encodeKey(key: string): string {
	// Through UTF-8, since a lone surrogate cannot be encoded.
	return encodeURIComponent(decodeUtf8(encodeUtf8(key)))
		.replaceAll('%2F', '/')
		.replaceAll('%20', '+');
}
