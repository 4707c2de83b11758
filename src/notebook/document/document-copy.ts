import { cellOf, type CopyCell, type NotebookCopy } from './notebook-copy.ts';
import type { DocumentCell, NotebookDocument } from './notebook-document.ts';

/** A whole notebook as the learner's own, ready to be stored; `savedAt` in wall-clock milliseconds. */
export function copyOfDocument(document: NotebookDocument, savedAt: number): NotebookCopy {
	const cells = document.cells.map((cell): [string, CopyCell] => {
		const kind = cell.kind === 'markdown' ? 'markdown' : 'code';
		return [cell.id, { kind, source: cell.source, base: null, document: cell }];
	});
	const { title, metadata, frame = null } = document;
	return {
		format: 2,
		savedAt,
		order: document.cells.map((cell) => cell.id),
		cells: Object.fromEntries(cells),
		deleted: [],
		passed: [],
		hints: {},
		head: { title, metadata, frame }
	};
}

/** A cell as a document holds it: what a file brought with the text of today; a new one is Markdown or TypeScript. */
export function documentCell(
	id: string,
	{ kind, source, document }: Pick<CopyCell, 'kind' | 'source' | 'document'>
): DocumentCell {
	if (document && (document.kind === 'markdown') === (kind === 'markdown')) return { ...document, source };
	if (kind === 'markdown') return { id, source, metadata: {}, kind, attachments: null };
	return {
		id,
		source,
		metadata: {},
		kind,
		language: 'ts',
		outputs: [],
		foreignOutputs: null,
		executionCount: null
	};
}

/** The learner's own notebook as a whole; outputs are those that a file brought. */
export function documentOfCopy(copy: NotebookCopy): NotebookDocument {
	const { title = '', metadata = {}, frame = null } = copy.head ?? {};
	const cells = copy.order.flatMap((id) => {
		const cell = cellOf(copy, id);
		return cell ? [documentCell(id, cell)] : [];
	});
	return { format: 1, title, cells, metadata, ...(frame && { frame }) };
}
