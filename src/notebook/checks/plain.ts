/** First questions to data that came from a kernel, a file or a link: nothing of it is believed before it was looked at. */

/** Whether a value is an object with members, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of at most `most` items that all meet a test. */
export function isListOf<T>(
	value: unknown,
	most: number,
	test: (item: unknown) => item is T
): value is readonly T[] {
	return Array.isArray(value) && value.length <= most && value.every(test);
}

export function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}

export function isText(value: unknown): value is string {
	return typeof value === 'string';
}

/** Whether a value is a whole number, not negative. */
export function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Whether a member is absent or meets a test. */
export function isOptional(value: unknown, test: (value: unknown) => boolean): boolean {
	return value === undefined || test(value);
}
