/** The paragraphs of `lessons/errors/*.md`: a heading `## Code`, then what the error means and what to do. */

/** Paragraph of each code in one file, the code without its heading. Text before the first heading is an introduction. */
export function parseErrorParagraphs(markdown: string): ReadonlyMap<string, string> {
	const paragraphs = new Map<string, string>();
	for (const section of markdown.split(/^## +/m).slice(1)) {
		const end = section.indexOf('\n');
		const code = (end === -1 ? section : section.slice(0, end)).trim();
		paragraphs.set(code, end === -1 ? '' : section.slice(end).trim());
	}
	return paragraphs;
}

/**
 * The paragraph of a code; null where there is none. AWS's clients name errors of IAM and STS after their shape, with
 * `Exception` behind the code that travels.
 */
export function paragraphOf(paragraphs: ReadonlyMap<string, string>, code: string): string | null {
	return paragraphs.get(code) ?? paragraphs.get(code.replace(/Exception$/, '')) ?? null;
}

const FILES = import.meta.glob<string>('/lessons/errors/*.md', { query: '?raw', import: 'default' });

/** All paragraphs, loaded when first asked for. */
export async function loadErrorParagraphs(): Promise<ReadonlyMap<string, string>> {
	const texts = await Promise.all(Object.values(FILES).map((load) => load()));
	return new Map(texts.flatMap((text) => [...parseErrorParagraphs(text)]));
}
