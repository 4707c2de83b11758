import type { Rng } from '#base/rng.ts';

/** What clients that mean harm, or no good, put in the place of a value. */
const NASTY: readonly (() => unknown)[] = [
	() => null,
	() => true,
	() => 0,
	() => -1,
	() => 1e308,
	() => 2 ** 53,
	() => 0.5,
	() => '',
	() => 'NaN',
	() => 'x'.repeat(70_000),
	() => '\u0000',
	() => '\ud800',
	() => '\u{1F4A5}'.repeat(300),
	() => '__proto__',
	() => 'constructor',
	() => '../../etc/passwd',
	() => '<a>&"\'</a>',
	() => '${jndi:ldap://x}',
	() => 'arn:aws:iam::123456789012:role/none',
	() => [],
	() => ({}),
	() => [[[[]]]],
	() => Array.from({ length: 2000 }, () => 0),
	() => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, 'v'])),
	() => JSON.parse('{"__proto__":{"a":1},"constructor":"c","toString":1}') as unknown,
	() => nested(300),
	() => new Date(8.64e15 + 1).getTime()
];

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'Ünïcode', 'x'.repeat(300)];

/** The value with something in it replaced, taken away or put in; never the same object. */
export function mutateValue(value: unknown, rng: Rng): unknown {
	if (typeof value !== 'object' || value === null || rng.next() < 0.1) return nasty(rng);
	if (Array.isArray(value)) {
		const items: unknown[] = [...(value as unknown[])];
		const at = rng.below(items.length + 1);
		if (rng.next() < 0.2) items.splice(at, 1);
		else items[at] = at < items.length ? mutateValue(items[at], rng) : nasty(rng);
		return items;
	}
	const entries = Object.entries(value as Record<string, unknown>);
	const at = rng.below(entries.length + 1);
	const entry = entries[at];
	if (!entry) entries.push([NAMES[rng.below(NAMES.length)]!, nasty(rng)]);
	else if (rng.next() < 0.25) entries.splice(at, 1);
	else if (rng.next() < 0.1) entries[at] = [entry[0].toLowerCase(), entry[1]];
	else entries[at] = [entry[0], mutateValue(entry[1], rng)];
	return Object.fromEntries(entries);
}

function nasty(rng: Rng): unknown {
	return NASTY[rng.below(NASTY.length)]!();
}

function nested(depth: number): unknown {
	let value: unknown = 'deep';
	for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { NestedFilters: value };
	return value;
}
