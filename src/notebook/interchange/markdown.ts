import type { DocumentCell, NotebookDocument } from '../document/notebook-document.ts';
import { splitBlocks, type FenceBlock } from '../lesson/blocks.ts';
import { parseFrontMatter, serialiseFrontMatter, type FrontMatter } from '../lesson/front-matter.ts';
import type { Lesson, LessonCell } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parse.ts';
import { serialiseLesson } from '../lesson/serialise.ts';
import { OWN_METADATA, ownMember, withOwn } from './ipynb-language.ts';
import { exerciseOf, factsOf, withExercise, withFacts } from './lesson-metadata.ts';
import { LIMITS } from './limits.ts';
import { ownTitle, titleOfFile } from './notebook-title.ts';
import { requireCells, requireSize } from './read-text.ts';
import { isSameJson } from './write-json.ts';

/** Behind the language of a fence that is a cell of another language than ours, which is shown and not run. */
const FOREIGN = 'code';
/** The fence of a raw cell. */
const RAW = 'text raw';

/**
 * Reads a lesson's Markdown (the grammar stands in ../lesson/parse.ts) as a notebook: any text is one. Fences
 * `LANGUAGE code` and `text raw` that stand alone in a text cell are cells of another language, and raw ones.
 *
 * Throws a UserError: `FileTooLarge`, `TooManyCells`.
 */
export function readMarkdown(name: string, text: string): NotebookDocument {
	requireSize(name, text.length, LIMITS.scriptBytes);
	const { lesson } = parseLesson('', text);
	requireCells(name, lesson.cells.length);
	const cells = lesson.cells.map(fromLessonCell);
	const title = lesson.title || ownTitle({}, cells) || titleOfFile(name);
	const metadata = withFacts(OWN_METADATA, lesson);
	const front = frontOf(text);
	const isOwnWay = front === null || front === serialiseFrontMatter({ ...lesson, title });
	return {
		format: 1,
		title,
		cells,
		metadata: isOwnWay ? metadata : withOwn(metadata, { frontMatter: front })
	};
}

/**
 * Writes a notebook as a lesson's Markdown. What the format has no words for is not written: outputs, run counts,
 * attachments and foreign metadata. A text that holds `## ` headings further down is several cells when it is read again.
 */
export function writeMarkdown(document: NotebookDocument): string {
	const { title, cells, metadata } = document;
	const lesson: Lesson = {
		id: 'notebook',
		title,
		...factsOf(metadata),
		cells: cells.flatMap(toLessonCell)
	};
	const text = serialiseLesson(lesson);
	const kept = ownMember(metadata, 'frontMatter');
	const canonical = serialiseFrontMatter(lesson);
	if (typeof kept !== 'string' || !isSameFront(kept, lesson)) return text;
	return `---\n${kept}${text.slice('---\n'.length + canonical.length)}`;
}

function fromLessonCell(cell: LessonCell): DocumentCell {
	if (cell.kind === 'code') {
		const { id, source, language, exercise } = cell;
		return codeCell(id, source, language, withExercise({}, exercise));
	}
	const { id, text } = cell;
	const fence = onlyFence(text);
	if (fence?.info === RAW) return { kind: 'raw', id, source: fence.body, metadata: {} };
	const [language, word, ...more] = fence?.info.split(' ') ?? [];
	if (fence && language && word === FOREIGN && more.length === 0)
		return codeCell(id, fence.body, language, {});
	return { kind: 'markdown', id, source: text, metadata: {}, attachments: null };
}

function codeCell(
	id: string,
	source: string,
	language: string,
	metadata: DocumentCell['metadata']
): DocumentCell {
	return {
		kind: 'code',
		id,
		source,
		language,
		metadata,
		outputs: [],
		foreignOutputs: null,
		executionCount: null
	};
}

/** No cell for a text of blank lines: the format has none. */
function toLessonCell(cell: DocumentCell): LessonCell[] {
	const { id, source } = cell;
	switch (cell.kind) {
		case 'code':
			return cell.language === 'ts' || cell.language === 'js'
				? [{ kind: 'code', id, language: cell.language, source, exercise: exerciseOf(cell) }]
				: [{ kind: 'markdown', id, text: fence(`${cell.language} ${FOREIGN}`, source) }];
		case 'raw':
			return [{ kind: 'markdown', id, text: fence(RAW, source) }];
		case 'markdown': {
			const text = closed(source.replace(/^(?:[^\S\n]*\n)+|\s+$/g, ''));
			return text.trim() === '' ? [] : [{ kind: 'markdown', id, text }];
		}
	}
}

/** A text whose last fence is open would take the cells behind it in. */
function closed(text: string): string {
	const last = splitBlocks(text.split('\n'), 1).at(-1);
	if (last?.kind !== 'fence' || last.closed) return text;
	return `${text}\n${/^(`+|~+)/.exec(last.raw)![0]}`;
}

function onlyFence(text: string): FenceBlock | null {
	const [block, ...more] = splitBlocks(text.split('\n'), 1);
	return block?.kind === 'fence' && block.closed && more.length === 0 ? block : null;
}

function fence(info: string, body: string): string {
	const longest = Math.max(2, ...Array.from(body.matchAll(/^`{3,}/gm), (run) => run[0].length));
	const marks = '`'.repeat(longest + 1);
	return body === '' ? `${marks}${info}\n${marks}` : `${marks}${info}\n${body}\n${marks}`;
}

/** The text between the two lines `---` on top; null where there are none. */
function frontOf(text: string): string | null {
	const found = /^\uFEFF?---\n([^]*?^)---$/m.exec(text.replace(/\r\n?/g, '\n'));
	return found && found.index === 0 ? found[1]! : null;
}

function isSameFront(text: string, lesson: FrontMatter): boolean {
	const { front } = parseFrontMatter('', text, 1);
	const plain = ({ title, summary, minutes, needs, data, exam }: FrontMatter): DocumentCell['metadata'] => ({
		title: title || lesson.title,
		summary,
		minutes,
		needs,
		data,
		exam
	});
	return isSameJson(plain(front), plain(lesson));
}
