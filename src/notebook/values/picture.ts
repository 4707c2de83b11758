import { toBase64 } from '#base/bytes.ts';
import { pngDataUrl, type Pixels } from '../sdk/plot/png.ts';

/** A picture as bytes of a file, base64, under its MIME type. Sides are 0 where nobody knows them. */
export interface Picture {
	readonly mime: string;
	readonly base64: string;
	readonly width: number;
	readonly height: number;
}

const MOST_PIXELS = 16_000_000;
const MOST_BYTES = 16_000_000;

const SIGNATURES: readonly (readonly [mime: string, start: readonly number[]])[] = [
	['image/png', [137, 80, 78, 71, 13, 10, 26, 10]],
	['image/jpeg', [255, 216, 255]],
	['image/gif', [71, 73, 70, 56]]
];

/**
 * A value that is a picture: ImageData, ImageBitmap, OffscreenCanvas, a Blob of a picture, an element with a canvas's
 * methods, or the bytes of a PNG, JPEG, GIF or WebP file. Null for everything else, and for what is too large to show
 * (16 million pixels or bytes).
 */
export function toPicture(value: object): Picture | null {
	if (typeof ImageData !== 'undefined' && value instanceof ImageData) return ofPixels(value);
	if (typeof OffscreenCanvas !== 'undefined' && isDrawable(value)) return ofDrawable(value);
	if (typeof Blob !== 'undefined' && value instanceof Blob) return ofBlob(value);
	if (value instanceof Uint8Array || value instanceof Uint8ClampedArray) return ofFile(value);
	if (value instanceof ArrayBuffer) return ofFile(new Uint8Array(value));
	return null;
}

/** The picture of a canvas element of a document without a browser; null for other elements. */
export function ofCanvasElement(element: object): Picture | null {
	const { toDataURL, width, height } = element as {
		readonly toDataURL?: unknown;
		readonly width?: unknown;
		readonly height?: unknown;
	};
	if (typeof toDataURL !== 'function') return null;
	const url = String(toDataURL.call(element));
	return { ...fromDataUrl(url), width: Number(width) || 0, height: Number(height) || 0 };
}

function ofPixels(pixels: Pixels): Picture | null {
	const { width, height } = pixels;
	if (width * height > MOST_PIXELS) return null;
	return { ...fromDataUrl(pngDataUrl(pixels)), width, height };
}

function fromDataUrl(url: string): { mime: string; base64: string } {
	const [head = '', base64 = ''] = url.split(',', 2);
	return { mime: /^data:([\w/+.-]+)/.exec(head)?.[1] ?? 'image/png', base64 };
}

function isDrawable(value: object): value is OffscreenCanvas | ImageBitmap {
	return (
		value instanceof OffscreenCanvas || (typeof ImageBitmap !== 'undefined' && value instanceof ImageBitmap)
	);
}

function ofDrawable(value: OffscreenCanvas | ImageBitmap): Picture | null {
	const { width, height } = value;
	if (width * height === 0 || width * height > MOST_PIXELS) return null;
	// A canvas of its own, since one with a 3d context gives out no pixels.
	const context = new OffscreenCanvas(width, height).getContext('2d');
	if (!context) return null;
	context.drawImage(value, 0, 0);
	return ofPixels(context.getImageData(0, 0, width, height));
}

/** Workers can read a Blob at once; other places cannot. */
interface SyncReaders {
	readonly FileReaderSync?: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };
}

function ofBlob(blob: Blob): Picture | null {
	const { FileReaderSync: Reader } = globalThis as SyncReaders;
	if (blob.size > MOST_BYTES || !Reader) return null;
	return ofFile(new Uint8Array(new Reader().readAsArrayBuffer(blob)));
}

function ofFile(bytes: Uint8Array | Uint8ClampedArray): Picture | null {
	const mime = bytes.length <= MOST_BYTES ? mimeOf(bytes) : null;
	if (!mime) return null;
	const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return { mime, base64: toBase64(plain), ...sidesOf(plain, mime) };
}

function mimeOf(bytes: ArrayLike<number>): string | null {
	const found = SIGNATURES.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
	if (found) return found[0];
	const isWebp =
		[82, 73, 70, 70].every((b, i) => bytes[i] === b) && [87, 69, 66, 80].every((b, i) => bytes[8 + i] === b);
	return isWebp ? 'image/webp' : null;
}

/** PNG has its sides at a fixed place; others are not looked into. */
function sidesOf(bytes: Uint8Array, mime: string): { width: number; height: number } {
	if (mime !== 'image/png' || bytes.length < 24) return { width: 0, height: 0 };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return { width: view.getUint32(16), height: view.getUint32(20) };
}
