import { serialiseFrontMatter } from './front-matter.ts';
import type { CodeCell, Lesson, MarkdownCell } from './lesson.ts';

/**
 * Writes a lesson in canonical form; see the grammar in parse.ts. For every lesson that `parseLesson` gave without
 * warnings, reading what this writes gives the same lesson; for every file in lessons/ this writes the same file.
 */
export function serialiseLesson(lesson: Lesson): string {
	const blocks = [`---\n${serialiseFrontMatter(lesson)}---`];
	let texts = 0;
	let afterText = false;
	for (const cell of lesson.cells) {
		if (cell.kind === 'markdown') {
			texts++;
			blocks.push(...textBlocks(cell, texts, afterText));
		} else {
			blocks.push(...codeBlocks(cell));
		}
		afterText = cell.kind === 'markdown';
	}
	return `${blocks.join('\n\n')}\n`;
}

function textBlocks({ id, text }: MarkdownCell, ordinal: number, afterText: boolean): string[] {
	if (id !== `text-${ordinal}`) return [`<!-- cell id=${id} -->`, text];
	const runsOn = afterText && !text.startsWith('## ');
	return runsOn ? ['<!-- cell -->', text] : [text];
}

function codeBlocks({ id, language, source, exercise }: CodeCell): string[] {
	if (!exercise) return [fence(`${language} cell id=${id}`, source)];
	return [
		fence(`${language} cell id=${id} exercise`, source),
		fence(`ts check for=${id}`, exercise.check),
		fence(`ts solution for=${id}`, exercise.solution),
		...exercise.hints.map((hint) => fence(`md hint for=${id}`, hint))
	];
}

/** A fence with marks longer than any row of backticks with which a line of the body begins. */
function fence(info: string, body: string): string {
	const runs = [...body.matchAll(/^`{3,}/gm)].map((run) => run[0].length);
	const marks = '`'.repeat(Math.max(2, ...runs) + 1);
	return body === '' ? `${marks}${info}\n${marks}` : `${marks}${info}\n${body}\n${marks}`;
}
