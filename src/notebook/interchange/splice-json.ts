import type { JsonObject } from '../document/notebook-document.ts';
import { membersOf, type MemberSpan } from './json-spans.ts';
import { writeJson } from './write-json.ts';

/**
 * A JSON object's text with some members put in or taken out (`undefined`); everything else stays as it is written. Of a
 * key that stands there twice the last counts, as readers have it.
 *
 * @param indent columns at which the object stands in its file, for members that take several lines
 */
export function spliceJson(
	text: string,
	changes: Readonly<Record<string, JsonObject[string] | undefined>>,
	indent: number
): string {
	let result = text;
	for (const [key, value] of Object.entries(changes)) {
		const members = membersOf(result, 0);
		const at = members.findLastIndex((member) => member.key === key);
		if (value === undefined) result = at < 0 ? result : without(result, members, at);
		else if (at < 0) result = withMember(result, members, key, writeJson(value, indent + 1));
		else result = replace(result, members[at]!.from, members[at]!.to, writeJson(value, indent + 1));
	}
	return result;
}

function replace(text: string, from: number, to: number, by: string): string {
	return text.slice(0, from) + by + text.slice(to);
}

/** Puts a member before the first one, spaced as that one is. */
function withMember(text: string, members: readonly MemberSpan[], key: string, value: string): string {
	const first = members[0];
	const member = `${JSON.stringify(key)}: ${value}`;
	if (!first) return `{${member}}`;
	const space = text.slice(1, first.keyFrom);
	return `{${space}${member},${space === '' ? ' ' : space}${text.slice(first.keyFrom)}`;
}

function without(text: string, members: readonly MemberSpan[], at: number): string {
	const next = members[at + 1];
	if (next) return replace(text, members[at]!.keyFrom, next.keyFrom, '');
	return replace(text, members[at - 1]?.to ?? 1, members[at]!.to, '');
}
