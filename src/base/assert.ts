/** Closes a `switch` over a union: a member added later becomes a compile error, and a throw if it still gets here. */
export function assertNever(value: never): never {
	throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
