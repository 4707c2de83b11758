import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Plugin } from 'vite';
import { parseLesson } from '../src/notebook/lesson/parse.ts';

const QUERY = '?lesson';

/**
 * Reads a lesson's Markdown when the page is built: `index.md?lesson` is the lesson in normal form, so that opening one
 * takes neither the reader of lessons nor its YAML parser.
 */
export function lessonPlugin(): Plugin {
	return {
		name: 'sagebrush-lessons',
		enforce: 'pre',
		load(id) {
			if (!id.endsWith(`.md${QUERY}`)) return null;
			const file = id.slice(0, -QUERY.length);
			const { lesson } = parseLesson(basename(dirname(file)), readFileSync(file, 'utf8'));
			// Browsers read JSON faster than the same as an expression.
			return `export default JSON.parse(${JSON.stringify(JSON.stringify(lesson))});`;
		}
	};
}
