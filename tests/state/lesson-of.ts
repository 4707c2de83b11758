import type { CodeCell, Exercise, Lesson, LessonCell } from '#notebook/lesson/lesson.ts';

/** A lesson of cells written shortly: `# text` is Markdown, anything else the source of a code cell; ids are c1, c2 … */
export function lessonOf(...cells: readonly (string | Exercise)[]): Lesson {
	return {
		id: 'test',
		title: 'Test',
		summary: 'A lesson for tests.',
		minutes: 1,
		needs: [],
		data: [],
		exam: [],
		cells: cells.map((cell, i) => lessonCell(`c${i + 1}`, cell))
	};
}

function lessonCell(id: string, cell: string | Exercise): LessonCell {
	if (typeof cell !== 'string') return code(id, 'starter', cell);
	return cell.startsWith('# ') ? { kind: 'markdown', id, text: cell.slice(2) } : code(id, cell, null);
}

function code(id: string, source: string, exercise: Exercise | null): CodeCell {
	return { kind: 'code', id, language: 'ts', source, exercise };
}
