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
	const key = `${language} ${pattern}`;
	let parsed = known.get(key);
	if (!parsed) {
		parsed = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
		known.set(key, parsed);
	}
	return String(parsed.format(values));
}

/** Parsed once: a row of a list is written again and again. There are only as many as the catalogues have messages. */
const known = new Map<string, IntlMessageFormat>();
