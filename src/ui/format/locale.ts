let read = (): string => 'en';

/** The language in which numbers, dates and money are written: a BCP 47 tag, English until somebody says otherwise. */
export function locale(): string {
	return read();
}

/** Lets every format ask for the language anew each time, so that what is shown follows the learner's choice. */
export function followLanguage(ask: () => string): void {
	read = ask;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number in the reader's language. Formats are made once for each language and kind: making one is slow. */
export function inLanguage(value: number, kind: Intl.NumberFormatOptions): string {
	const key = `${locale()} ${JSON.stringify(kind)}`;
	let format = formats.get(key);
	if (!format) formats.set(key, (format = new Intl.NumberFormat(locale(), kind)));
	return format.format(value);
}
