import ts from 'typescript';
import type { Description } from './contract.ts';

/** What the compiler knows of a name, as texts. */
export interface DocParts {
	readonly displayParts?: ts.SymbolDisplayPart[] | undefined;
	readonly documentation?: ts.SymbolDisplayPart[] | undefined;
	readonly tags?: ts.JSDocTagInfo[] | undefined;
}

/** Puts the compiler's parts together; names that came from another cell are shown as what they are there. */
export function describe({ displayParts, documentation, tags = [] }: DocParts): Description {
	return {
		signature: signatureOf(ts.displayPartsToString(displayParts)),
		prose: textOf(documentation),
		tags: tags
			.map(({ name, text }) => ({ name, text: textOf(text) }))
			.filter(({ name, text }) => text !== '' || name === 'deprecated')
	};
}

/** `{@link Name}` becomes the name. */
export function textOf(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
	return (parts ?? [])
		.filter(({ kind }) => kind !== 'link')
		.map(({ text }) => text)
		.join('')
		.trim();
}

/** How a name got into the cell is the notebook's own doing, and nothing that a learner wrote. */
function signatureOf(display: string): string {
	return display
		.replace(/^\(alias\) /, '')
		.replace(/\nimport [^\n]*$/, '')
		.replace(/typeof import\("\/cells\/\d+"\)\.\w+/g, 'typeof')
		.replace(/import\("[^"]*"\)\./g, '')
		.trim();
}
