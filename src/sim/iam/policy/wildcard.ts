/** Values of policy variables such as `aws:username`; undefined where a request has none of that name. */
export type Variables = (name: string) => string | undefined;

const ANY: unique symbol = Symbol('*');
const ONE: unique symbol = Symbol('?');
/** One character of a pattern, or what stands for any or one of them. */
type Token = string | typeof ANY | typeof ONE;

/**
 * Whether a text fits a policy's pattern, in which `*` stands for any characters and `?` for one; `${name}` stands for a
 * variable's value, taken literally, and `${*}`, `${?}`, `${$}` for the characters themselves. A pattern whose variable
 * has no value fits nothing. Takes time proportional to the product of both lengths at worst.
 */
export function fitsPattern(pattern: string, text: string, variables?: Variables): boolean {
	const tokens = tokensOf(pattern, variables);
	return tokens !== null && fits(tokens, [...text]);
}

/** A text with its variables filled in; null where one has no value. */
export function fillIn(pattern: string, variables?: Variables): string | null {
	const tokens = tokensOf(pattern, variables);
	return tokens?.map((token) => (token === ANY ? '*' : token === ONE ? '?' : token)).join('') ?? null;
}

function tokensOf(pattern: string, variables: Variables | undefined): Token[] | null {
	const tokens: Token[] = [];
	// Without variables, `${` is nothing special.
	const parts = variables ? pattern.split(/(\$\{[^}]*\})/) : [pattern];
	for (const part of parts) {
		const name = variables && /^\$\{([^}]*)\}$/.exec(part)?.[1];
		if (name !== undefined) {
			const value = valueOf(name, variables!);
			if (value === undefined) return null;
			tokens.push(...value);
			continue;
		}
		for (const character of part) tokens.push(character === '*' ? ANY : character === '?' ? ONE : character);
	}
	return tokens;
}

function valueOf(name: string, variables: Variables): string | undefined {
	if (name === '*' || name === '?' || name === '$') return name;
	const [key = '', fallback] = name.split(/\s*,\s*/, 2);
	return variables(key) ?? fallback?.replace(/^'|'$/g, '');
}

/** The usual two pointers: at a mismatch the last `*` takes one character more. */
function fits(tokens: readonly Token[], text: readonly string[]): boolean {
	let t = 0;
	let star = -1;
	let taken = 0;
	let i = 0;
	while (i < text.length) {
		const token = tokens[t];
		if (token === ANY) {
			star = t++;
			taken = i;
		} else if (token !== undefined && (token === ONE || token === text[i])) {
			t++;
			i++;
		} else if (star >= 0) {
			t = star + 1;
			i = ++taken;
		} else {
			return false;
		}
	}
	while (tokens[t] === ANY) t++;
	return t === tokens.length;
}

/**
 * Whether an ARN fits a pattern of one. Each of the first five parts is matched by itself, so that no `*` reaches over a
 * colon; a lone `*` fits everything.
 */
export function fitsArn(pattern: string, arn: string, variables?: Variables): boolean {
	if (pattern === '*') return true;
	const wanted = partsOf(pattern);
	const given = partsOf(arn);
	if (wanted.length !== given.length) return false;
	return wanted.every((part, i) => fitsPattern(part, given[i]!, variables));
}

/** At most six parts; a variable's name may hold colons. */
function partsOf(arn: string): string[] {
	const pieces = arn.split(/:(?![^{]*\})/);
	return pieces.length <= 6 ? pieces : [...pieces.slice(0, 5), pieces.slice(5).join(':')];
}
