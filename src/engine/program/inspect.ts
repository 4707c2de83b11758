const DEPTH = 3;
const MOST_MEMBERS = 100;

/** A value in one line, much as Node's console shows it. */
export function inspect(value: unknown, depth = 0, above: readonly unknown[] = []): string {
	switch (typeof value) {
		case 'string':
			return depth === 0 ? value : `'${value.replaceAll("'", "\\'")}'`;
		case 'bigint':
			return `${value}n`;
		case 'symbol':
			return value.toString();
		case 'function':
			return value.name === '' ? '[Function (anonymous)]' : `[Function: ${value.name}]`;
		case 'object':
			return value === null ? 'null' : inspectObject(value, depth, above);
		default:
			return String(value);
	}
}

function inspectObject(value: object, depth: number, above: readonly unknown[]): string {
	if (above.includes(value)) return '[Circular *1]';
	if (value instanceof Error) return value.stack ?? String(value);
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
	if (value instanceof RegExp) return String(value);
	const within = [...above, value];
	const show = (each: unknown): string => inspect(each, depth + 1, within);
	const name = Object.getPrototypeOf(value)?.constructor?.name ?? '';
	if (Array.isArray(value) || ArrayBuffer.isView(value)) {
		const items = value as unknown as ArrayLike<unknown>;
		if (depth > DEPTH) return `[${name}]`;
		const shown = Array.from({ length: Math.min(items.length, MOST_MEMBERS) }, (_, i) => show(items[i]));
		const title = Array.isArray(value) ? '' : `${name}(${items.length}) `;
		return `${title}${listed(shown, items.length, '[', ']')}`;
	}
	if (depth > DEPTH) return `[${name || 'Object'}]`;
	if (value instanceof Map) {
		const pairs = [...value].slice(0, MOST_MEMBERS).map(([key, each]) => `${show(key)} => ${show(each)}`);
		return `Map(${value.size}) ${listed(pairs, value.size, '{', '}')}`;
	}
	if (value instanceof Set) {
		return `Set(${value.size}) ${listed([...value].slice(0, MOST_MEMBERS).map(show), value.size, '{', '}')}`;
	}
	const members = Object.entries(value);
	const shown = members
		.slice(0, MOST_MEMBERS)
		.map(([key, each]) => `${/^[\w$]+$/.test(key) ? key : `'${key}'`}: ${show(each)}`);
	const title = name === 'Object' || name === '' ? '' : `${name} `;
	return `${title}${listed(shown, members.length, '{', '}')}`;
}

function listed(shown: readonly string[], count: number, open: string, close: string): string {
	if (count === 0) return `${open}${close}`;
	const more = count > shown.length ? [`... ${count - shown.length} more`] : [];
	return `${open} ${[...shown, ...more].join(', ')} ${close}`;
}
