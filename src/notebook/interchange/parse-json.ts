import { UserError } from '#base/errors.ts';
import type { Json } from '../document/notebook-document.ts';
import { LIMITS } from './limits.ts';

/**
 * Reads JSON that came from outside. Throws a UserError `TooDeep` where lists and objects lie deeper inside one another
 * than {@link LIMITS}.depth, and `NotJson` for what is no JSON; both name `what`.
 */
export function parseJson(what: string, text: string): Json {
	const depth = depthOf(text);
	if (depth > LIMITS.depth) {
		throw new UserError(
			'TooDeep',
			`${what}: lists and objects may lie ${LIMITS.depth} deep inside one another, these lie ${depth} deep.`
		);
	}
	try {
		return JSON.parse(text) as Json;
	} catch (error) {
		throw new UserError('NotJson', `${what} is no JSON: ${reasonOf(error)}`, {
			hint: 'Save it anew in the program that it comes from.',
			cause: error
		});
	}
}

/** The engine's own words, without the whole text that some engines quote. */
function reasonOf(error: unknown): string {
	const words = error instanceof Error ? error.message : String(error);
	return words.length > 200 ? `${words.slice(0, 200)}…` : words;
}

/** How deep brackets lie inside one another, outside strings; of a text that is no JSON, any number. */
function depthOf(text: string): number {
	let depth = 0;
	let deepest = 0;
	for (let i = 0; i < text.length; i++) {
		switch (text.charCodeAt(i)) {
			case QUOTE:
				i = endOfString(text, i) - 1;
				break;
			case BRACKET:
			case BRACE:
				deepest = Math.max(deepest, ++depth);
				break;
			case BRACKET_END:
			case BRACE_END:
				depth--;
		}
	}
	return deepest;
}

const QUOTE = 34;
const BRACKET = 91;
const BRACKET_END = 93;
const BRACE = 123;
const BRACE_END = 125;
const BACKSLASH = 92;

/** Index behind the string whose opening quote stands at `from`; the text's length where it never closes. */
export function endOfString(text: string, from: number): number {
	let end = text.indexOf('"', from + 1);
	while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
	return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
	let slashes = 0;
	while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
	return slashes % 2 === 1;
}
