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
	return String(new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true }).format(values));
}
