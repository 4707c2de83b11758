import { IntlMessageFormat } from 'intl-messageformat';

/** A catalogue of one language: keys `area.name`, values in ICU MessageFormat. */
export type Messages = Readonly<Record<string, string>>;

/** What fills the places of a message: `{name}`, `{count, plural, one {# cell} other {# cells}}`. */
export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * Writes one message with its values filled in. Markup in messages is plain text.
 * Throws an Error that names the place for which no value was given.
 */
export function writeMessage(pattern: string, language: string, values: MessageValues = {}): string {
	if (!/[{}'#]/.test(pattern)) return pattern;
	if (PLAIN.test(pattern)) return fillPlaces(pattern, values);
	const key = `${language} ${pattern}`;
	let parsed = known.get(key);
	if (!parsed) {
		parsed = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
		known.set(key, parsed);
	}
	return String(parsed.format(values));
}

/** A message whose places are all plain ones. */
const PLAIN = /^(?:[^{}'#]|\{\w+\})*$/;

/** The same as the library's, which asks for the rules of numbers first; a page that opens has no time for that. */
function fillPlaces(pattern: string, values: MessageValues): string {
	return pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`The message '${pattern}' needs a value for '${name}'.`);
		return String(value);
	});
}

/** Parsed once: a row of a list is written again and again. There are only as many as the catalogues have messages. */
const known = new Map<string, IntlMessageFormat>();
