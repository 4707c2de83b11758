import { parseDocument, stringify } from 'yaml';
import type { Lesson, LessonWarning } from './lesson.ts';

/** What stands between the two `---` lines on top of a lesson. */
export type FrontMatter = Pick<Lesson, 'title' | 'summary' | 'minutes' | 'needs' | 'data' | 'exam'>;

const KEYS = ['title', 'summary', 'minutes', 'needs', 'data', 'exam'];

/**
 * Reads front matter. Total: what is missing or of the wrong kind gets its default (the lesson's id as title, an empty
 * text, 0, an empty list) and a warning.
 *
 * @param firstLine line of the source on which `text` begins, for the warnings
 */
export function parseFrontMatter(
	id: string,
	text: string,
	firstLine: number
): { readonly front: FrontMatter; readonly warnings: readonly LessonWarning[] } {
	const warnings: LessonWarning[] = [];
	const warn = (message: string): void => void warnings.push({ line: firstLine, message });
	const values = readMapping(text, warn);
	for (const key of Object.keys(values)) {
		if (!KEYS.includes(key)) warn(`The front matter's '${key}' means nothing; known are ${KEYS.join(', ')}.`);
	}
	const readText = (key: string, missing: string): string => {
		const value = values[key];
		if (typeof value === 'string' && value.trim() !== '') return value;
		warn(`The front matter has no text under '${key}'.`);
		return missing;
	};
	const readList = (key: string): readonly string[] => {
		const value = values[key] ?? [];
		if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
		warn(`The front matter's '${key}' is a list of texts.`);
		return [];
	};
	const readMinutes = (): number => {
		const value = values['minutes'];
		if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
		warn("The front matter's 'minutes' is a number above 0.");
		return 0;
	};
	const front = {
		title: readText('title', id),
		summary: readText('summary', ''),
		minutes: readMinutes(),
		needs: readList('needs'),
		data: readList('data'),
		exam: readList('exam')
	};
	return { front, warnings };
}

function readMapping(text: string, warn: (message: string) => void): Record<string, unknown> {
	try {
		const document = parseDocument(text);
		const [problem] = document.errors;
		if (problem) warn(`The front matter is no YAML: ${problem.message.split('\n')[0]!}`);
		const value = document.toJS() as unknown;
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			return value as Record<string, unknown>;
		}
	} catch (error) {
		warn(`The front matter is no YAML: ${String(error)}`);
	}
	return {};
}

/** Writes front matter in canonical form: keys in the order of the interface, empty lists left out. */
export function serialiseFrontMatter(front: FrontMatter): string {
	const { title, summary, minutes } = front;
	const values: Record<string, unknown> = { title, summary, minutes };
	for (const key of ['needs', 'data', 'exam'] as const) {
		if (front[key].length > 0) values[key] = front[key];
	}
	return stringify(values, { lineWidth: 0 });
}
