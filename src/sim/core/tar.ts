import { concatBytes, decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { ContainerFile } from '../ports.ts';

const BLOCK = 512;

/**
 * The plain files of a tar archive, by absolute paths; later ones of a name take the place of earlier ones where they
 * are laid out. Links and devices are left out.
 */
export function readTar(bytes: Uint8Array): ContainerFile[] {
	const files: ContainerFile[] = [];
	let longName: string | null = null;
	for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
		const text = (from: number, length: number): string =>
			decodeUtf8(bytes.subarray(at + from, at + from + length)).replace(/\0.*$/s, '');
		const size = Number.parseInt(text(124, 12).trim() || '0', 8);
		if (!(size >= 0)) break;
		const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
		const kind = text(156, 1);
		const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
		const name: string = longName ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`);
		longName = null;
		if (kind === 'L') longName = decodeUtf8(content).replace(/\0.*$/s, '');
		else if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(decodeUtf8(content))?.[1] ?? null;
		else if (kind === '0' || kind === '') files.push({ path: absolute(name), bytes: content.slice() });
		at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
	}
	return files;
}

/** No part of it leads upwards: an archive lays its files below the root. */
function absolute(name: string): string {
	const parts = name.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
	return `/${parts.join('/')}`;
}

/** An archive of plain files, by the paths that are given; times and owners are fixed, so that equal files give equal bytes. */
export function writeTar(files: readonly ContainerFile[]): Uint8Array {
	const pieces = files.flatMap(({ path, bytes }) => {
		const name = path.replace(/^\/+/, '');
		const fits = encodeUtf8(name).length < 100;
		const longName = fits
			? []
			: [header('././@LongLink', encodeUtf8(name).length + 1, 'L'), padded(encodeUtf8(`${name}\0`))];
		return [...longName, header(fits ? name : name.slice(0, 60), bytes.length, '0'), padded(bytes)];
	});
	return concatBytes([...pieces, new Uint8Array(2 * BLOCK)]);
}

function header(name: string, size: number, kind: string): Uint8Array {
	const block = new Uint8Array(BLOCK);
	const put = (at: number, text: string): void => block.set(encodeUtf8(text), at);
	put(0, name);
	put(100, '0000644\0');
	put(108, '0000000\0');
	put(116, '0000000\0');
	put(124, `${size.toString(8).padStart(11, '0')}\0`);
	put(136, '00000000000\0');
	put(148, '        ');
	put(156, kind);
	put(257, 'ustar\x0000');
	const sum = block.reduce((n, byte) => n + byte, 0);
	put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
	return block;
}

function padded(bytes: Uint8Array): Uint8Array {
	const block = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
	block.set(bytes);
	return block;
}
