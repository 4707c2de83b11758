import type { DocumentCell, Json, JsonObject } from '../document/notebook-document.ts';
import type { Exercise, Lesson } from '../lesson/lesson.ts';
import { ownMember, withOwn } from './ipynb-language.ts';
import { isJsonList, isJsonObject } from './write-json.ts';

/** What a lesson says of itself beyond a notebook's words: kept in our own part of the notebook's metadata. */
export type LessonFacts = Pick<Lesson, 'summary' | 'minutes' | 'needs' | 'data' | 'exam'>;

/** Metadata with a lesson's facts put in; nothing is put in for a notebook that is no lesson. */
export function withFacts(
	metadata: JsonObject,
	{ summary, minutes, needs, data, exam }: LessonFacts
): JsonObject {
	const isNone = summary === '' && minutes === 0 && needs.length + data.length + exam.length === 0;
	return isNone ? metadata : withOwn(metadata, { lesson: { summary, minutes, needs, data, exam } });
}

/** The lesson's facts in a notebook's metadata; empty where there are none. */
export function factsOf(metadata: JsonObject): LessonFacts {
	const value = ownMember(metadata, 'lesson');
	const facts: JsonObject = isJsonObject(value) ? value : {};
	const { minutes } = facts;
	return {
		summary: textOf(facts['summary']),
		minutes: typeof minutes === 'number' && minutes > 0 ? minutes : 0,
		needs: textsOf(facts['needs']),
		data: textsOf(facts['data']),
		exam: textsOf(facts['exam'])
	};
}

/** A cell's metadata with its exercise put in. */
export function withExercise(metadata: JsonObject, exercise: Exercise | null): JsonObject {
	if (!exercise) return metadata;
	const { check, solution, hints } = exercise;
	return withOwn(metadata, { exercise: { check, solution, hints } });
}

/** The exercise in a cell's metadata; null where there is none. */
export function exerciseOf({ metadata }: Pick<DocumentCell, 'metadata'>): Exercise | null {
	const value = ownMember(metadata, 'exercise');
	if (!isJsonObject(value)) return null;
	return {
		check: textOf(value['check']),
		solution: textOf(value['solution']),
		hints: textsOf(value['hints'])
	};
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : '';
}

function textsOf(value: Json | undefined): string[] {
	return isJsonList(value) ? value.filter((item) => typeof item === 'string') : [];
}
