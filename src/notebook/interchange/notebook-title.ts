import type { DocumentCell, JsonObject } from '../document/notebook-document.ts';

const LONGEST = 200;

/** The title that a notebook gives itself: in its metadata, else its first heading; null where there is neither. */
export function ownTitle(metadata: JsonObject, cells: readonly DocumentCell[]): string | null {
	const title = metadata['title'];
	if (typeof title === 'string' && title.trim() !== '') return title;
	for (const cell of cells) {
		if (cell.kind !== 'markdown') continue;
		const heading = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/m.exec(cell.source)?.[1];
		if (heading) return plain(heading);
	}
	return null;
}

/** A title from a file's name: without folders and ending. */
export function titleOfFile(name: string): string {
	const base = name.split(/[\\/]/).at(-1)!;
	return base.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, LONGEST) || 'Untitled';
}

/** A file's name for a title: what file systems do not take becomes `-`. */
export function fileNameOf(title: string, ending: string): string {
	const base = title
		.normalize('NFC')
		.replace(/[<>:"/\\|?*\p{C}]+/gu, '-')
		.replace(/\s+/g, ' ')
		.replace(/^[-. ]+|[-. ]+$/g, '');
	const short = [...base].slice(0, 80).join('').trim();
	return `${/[\p{L}\p{N}]/u.test(short) ? short : 'notebook'}${ending}`;
}

/** A heading without the marks of emphasis, code and links. */
function plain(heading: string): string {
	const text = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/(\*\*|__|[*`])/g, '');
	return text.trim().slice(0, LONGEST) || heading.slice(0, LONGEST);
}
