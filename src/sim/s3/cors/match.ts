import type { CORSRule } from '@aws-sdk/client-s3';

/** What a page of another origin asks of a bucket. */
export interface CrossOriginAsk {
	readonly origin: string;
	readonly method: string;
	/** Names of the headers that it wants to send; empty for the request itself, which has been let through before. */
	readonly headers: readonly string[];
}

/** The first rule that allows what is asked; undefined where none does. */
export function ruleFor(rules: readonly CORSRule[], ask: CrossOriginAsk): CORSRule | undefined {
	return rules.find(
		(rule) =>
			originIn(rule, ask.origin) !== undefined &&
			(rule.AllowedMethods ?? []).includes(ask.method) &&
			ask.headers.every((name) => (rule.AllowedHeaders ?? []).some((pattern) => fits(pattern, name)))
	);
}

/** What a rule says to the browser. */
export function corsHeaders(rule: CORSRule, { origin, headers }: CrossOriginAsk): Record<string, string> {
	const isForAll = originIn(rule, origin) === '*';
	const said: readonly (readonly [name: string, value: string | undefined])[] = [
		['access-control-allow-origin', isForAll ? '*' : origin],
		['access-control-allow-methods', (rule.AllowedMethods ?? []).join(', ')],
		['access-control-allow-headers', headers.join(', ')],
		['access-control-expose-headers', (rule.ExposeHeaders ?? []).join(', ')],
		['access-control-max-age', rule.MaxAgeSeconds?.toString()],
		['access-control-allow-credentials', isForAll ? undefined : 'true'],
		['vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method']
	];
	return Object.fromEntries(said.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

function originIn({ AllowedOrigins = [] }: CORSRule, origin: string): string | undefined {
	return AllowedOrigins.find((pattern) => fits(pattern, origin));
}

/** A pattern has one wildcard at most; headers and hosts differ not by case. */
function fits(pattern: string, text: string): boolean {
	const [before = '', after] = pattern.toLowerCase().split('*');
	const lower = text.toLowerCase();
	if (after === undefined) return lower === before;
	return lower.length >= before.length + after.length && lower.startsWith(before) && lower.endsWith(after);
}
