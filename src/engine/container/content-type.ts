/** A media type with its parameters, e.g. `text/csv; label_size=1`. */
export interface ContentType {
	/** In lower case, without parameters. */
	readonly type: string;
	/** Names in lower case. */
	readonly parameters: Readonly<Record<string, string>>;
}

/** Parses a Content-Type value; quotes around a parameter's value are dropped. Total: nonsense becomes a strange type. */
export function parseContentType(text: string): ContentType {
	const [type = '', ...rest] = text.split(';').map((part) => part.trim());
	const parameters = rest
		.filter((part) => part !== '')
		.map((part) => {
			const [name = '', ...value] = part.split('=');
			const unquoted = value
				.join('=')
				.trim()
				.replace(/^"(.*)"$/, '$1');
			return [name.trim().toLowerCase(), unquoted];
		});
	return { type: type.toLowerCase(), parameters: Object.fromEntries(parameters) as Record<string, string> };
}
