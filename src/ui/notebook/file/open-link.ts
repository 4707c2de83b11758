import { documentOfCopy } from '#notebook/document/document-copy.ts';
import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { readLink } from '#notebook/interchange/link.ts';
import { writeCompactIpynb } from '#notebook/interchange/write-ipynb.ts';
import type { AppServices } from '../../services.ts';

/**
 * Puts the notebook of a link on the shelf and answers its id; where the same one lies there untouched from an earlier
 * visit, that one. Throws what `readLink` throws, and a PlatformError where the browser stores nothing.
 */
export async function shelve(hash: string, { notebooks }: AppServices): Promise<string> {
	const document = readLink(hash);
	return (await findTwin(document, notebooks)) ?? notebooks.add(document, 'link');
}

async function findTwin(
	document: NotebookDocument,
	notebooks: AppServices['notebooks']
): Promise<string | null> {
	const text = writeCompactIpynb(document);
	for (const { id, source, title, cellCount, binnedAt } of await notebooks.list()) {
		const mayBe = source === 'link' && binnedAt === null && title === document.title;
		if (!mayBe || cellCount !== document.cells.length) continue;
		const copy = (await notebooks.open(id))?.copy;
		if (copy && writeCompactIpynb(documentOfCopy(copy)) === text) return id;
	}
	return null;
}
