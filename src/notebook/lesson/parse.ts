/**
 * The grammar of a lesson: a subset of Markdown that any viewer shows sensibly.
 *
 * 1. A lesson begins with front matter: a line `---`, YAML, a line `---`. See front-matter.ts for its keys.
 * 2. What follows is a row of blocks: fences, and the text between them. See blocks.ts.
 * 3. A fence whose info is `ts cell id=ID` (or `js …`) is a code cell. Ids are kebab-case and unique in the lesson.
 * 4. The word `exercise` behind the id makes it an exercise: its source is the starter.
 * 5. The fences `ts check for=ID`, `ts solution for=ID` and `md hint for=ID` (as many as wanted) belong to the exercise
 *    ID, which stands above them.
 * 6. All other text and fences are text. A text is cut before each line that begins with `## `, so that a section is a
 *    cell, and at rule 7.
 * 7. A line `<!-- cell -->` or `<!-- cell id=ID -->` begins a text cell of its own, with that id; it is not shown.
 *    Without it the n-th text cell of the lesson is `text-n`.
 * 8. Blank lines around a text do not count. Line ends are `\n`; `\r\n` is read as such.
 *
 * Canonical form, as serialise.ts writes it: one blank line between blocks, hints after the solution after the check
 * after the cell, no longer fence marks than needed, a marker of rule 7 only where needed, one line end at the end.
 */
import { splitBlocks, type FenceBlock } from './blocks.ts';
import { parseFrontMatter, type FrontMatter } from './front-matter.ts';
import type { CodeCell, Exercise, Lesson, LessonCell, LessonWarning, MarkdownCell } from './lesson.ts';

/** A lesson read from its source, with what was odd about it. */
export interface ParsedLesson {
	readonly lesson: Lesson;
	readonly warnings: readonly LessonWarning[];
}

/** Reads a lesson. Total: any text gives a lesson, and everything odd gives a warning with its line. */
export function parseLesson(id: string, text: string): ParsedLesson {
	const lines = text
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n')
		.split('\n');
	const { front, warnings, bodyFrom } = readFront(id, lines);
	const builder = new CellBuilder([...warnings]);
	for (const block of splitBlocks(lines.slice(bodyFrom), bodyFrom + 1)) {
		if (block.kind === 'text') builder.addText(block.text, block.line);
		else builder.addFence(block);
	}
	const cells = builder.finish();
	return { lesson: { id, ...front, cells }, warnings: builder.warnings };
}

function readFront(
	id: string,
	lines: readonly string[]
): { front: FrontMatter; warnings: readonly LessonWarning[]; bodyFrom: number } {
	const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
	if (end === -1) {
		const { front } = parseFrontMatter(id, '', 1);
		const message = 'The lesson has no front matter: a line ---, YAML, a line ---.';
		return { front, warnings: [{ line: 1, message }], bodyFrom: 0 };
	}
	return { ...parseFrontMatter(id, lines.slice(1, end).join('\n'), 2), bodyFrom: end + 1 };
}

/** A code cell whose check, solution and hints may still come. */
interface Draft {
	readonly cell: Omit<CodeCell, 'exercise'>;
	readonly line: number;
	readonly exercise: { check: string | null; solution: string | null; readonly hints: string[] } | null;
}

const MARKER = /^<!-- cell(?: id=([^\s>]+))? -->$/;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

class CellBuilder {
	readonly warnings: LessonWarning[];
	readonly #cells: (MarkdownCell | Draft)[] = [];
	readonly #ids = new Set<string>();
	/** Where the search for a free number behind a taken id goes on: a text that repeats one id must not take forever. */
	readonly #copies = new Map<string, number>();
	#texts = 0;
	/** Text that belongs to the cell being read, and the id that its marker gave. */
	#pending: { lines: string[]; id: string | null; line: number } = { lines: [], id: null, line: 1 };

	constructor(warnings: LessonWarning[]) {
		this.warnings = warnings;
	}

	addText(text: string, firstLine: number): void {
		for (const [i, line] of text.split('\n').entries()) {
			const marker = MARKER.exec(line);
			if (marker || line.startsWith('## ')) {
				const keepsMarker = !marker && this.#isBlank() && this.#pending.id !== null;
				if (!keepsMarker) this.#flushText(marker?.[1] ?? null, firstLine + i);
			}
			if (!marker) this.#pending.lines.push(line);
		}
	}

	addFence(fence: FenceBlock): void {
		const { closed, line, info } = fence;
		if (!closed) this.#warn(line, 'This fence is never closed.');
		const words = info.split(/\s+/);
		switch (words[1]) {
			case 'cell':
				this.#flushText(null, line);
				this.#addCode(words, fence);
				return;
			case 'check':
			case 'solution':
			case 'hint':
				this.#flushText(null, line);
				this.#addToExercise(words[1], words, fence);
				return;
			default:
				this.#pending.lines.push(...fence.raw.split('\n'));
		}
	}

	finish(): LessonCell[] {
		this.#flushText(null, 0);
		return this.#cells.map((cell) => ('kind' in cell ? cell : this.#finishCode(cell)));
	}

	#warn(line: number, message: string): void {
		this.warnings.push({ line, message });
	}

	#isBlank(): boolean {
		return this.#pending.lines.every((line) => line.trim() === '');
	}

	#flushText(nextId: string | null, nextLine: number): void {
		const { lines, id, line } = this.#pending;
		if (!this.#isBlank()) {
			const text = trimBlankLines(lines).join('\n');
			this.#cells.push({ kind: 'markdown', id: this.#textId(id, line), text });
		}
		this.#pending = { lines: [], id: nextId, line: nextLine };
	}

	#textId(given: string | null, line: number): string {
		this.#texts++;
		return this.#claim(given ?? `text-${this.#texts}`, line);
	}

	#claim(id: string, line: number): string {
		if (!ID.test(id)) this.#warn(line, `The id '${id}' is not kebab-case.`);
		let free = id;
		let n = this.#copies.get(id) ?? 2;
		for (; this.#ids.has(free); n++) free = `${id}-${n}`;
		if (free !== id) this.#copies.set(id, n);
		if (free !== id) this.#warn(line, `The id '${id}' is taken; this cell became '${free}'.`);
		this.#ids.add(free);
		return free;
	}

	#addCode(words: readonly string[], { body, line }: FenceBlock): void {
		const language = words[0] === 'js' ? 'js' : 'ts';
		if (words[0] !== language) this.#warn(line, `A cell is ts or js, not '${words[0] ?? ''}'.`);
		const given = valueOf(words, 'id');
		if (given === null) this.#warn(line, 'This cell has no id=….');
		for (const word of words.slice(2)) {
			if (word !== 'exercise' && !word.startsWith('id=')) this.#warn(line, `'${word}' means nothing here.`);
		}
		const id = this.#claim(given ?? `cell-${this.#cells.length + 1}`, line);
		const exercise = words.includes('exercise') ? { check: null, solution: null, hints: [] } : null;
		this.#cells.push({ cell: { kind: 'code', id, language, source: body }, line, exercise });
	}

	#addToExercise(part: 'check' | 'solution' | 'hint', words: readonly string[], fence: FenceBlock): void {
		const { body, line } = fence;
		const target = valueOf(words, 'for') ?? '';
		const exercise = this.#cells.find((c): c is Draft => !('kind' in c) && c.cell.id === target)?.exercise;
		if (!exercise) {
			this.#warn(line, `There is no exercise '${target}' above this ${part}.`);
			return;
		}
		if (part === 'hint') {
			exercise.hints.push(body);
			return;
		}
		if (exercise[part] !== null)
			this.#warn(line, `The exercise '${target}' has a ${part} already; this one counts.`);
		exercise[part] = body;
	}

	#finishCode({ cell, line, exercise }: Draft): CodeCell {
		if (!exercise) return { ...cell, exercise: null };
		for (const part of ['check', 'solution'] as const) {
			if (exercise[part] === null) this.#warn(line, `The exercise '${cell.id}' has no ${part}.`);
		}
		const finished: Exercise = {
			check: exercise.check ?? '',
			solution: exercise.solution ?? '',
			hints: exercise.hints
		};
		return { ...cell, exercise: finished };
	}
}

function valueOf(words: readonly string[], key: string): string | null {
	const word = words.find((w) => w.startsWith(`${key}=`));
	return word === undefined ? null : word.slice(key.length + 1);
}

function trimBlankLines(lines: readonly string[]): readonly string[] {
	const first = lines.findIndex((line) => line.trim() !== '');
	const last = lines.findLastIndex((line) => line.trim() !== '');
	return lines.slice(first, last + 1);
}
