import { notSimulated } from './not-simulated.ts';
import { isRecord } from '../protocol/model.ts';

/** Values of a member that mean «do not»: they ask for nothing. */
const OFF: readonly unknown[] = [undefined, false, 0, 'None', 'NONE'];

/**
 * Refuses inputs that would change what happens on AWS and change nothing here.
 * @param paths members by dotted path; `*` stands for every item of a list
 * @throws AwsError NotSimulated, naming the first one that is asked for
 */
export function refuseUnsupported(operation: string, input: unknown, paths: readonly string[]): void {
	for (const path of paths) {
		const asked = valuesAt(input, path.split('.')).some((value) => !OFF.includes(value) && !isEmpty(value));
		if (asked) throw notSimulated(`${path} of ${operation}`, 'Leave it out.');
	}
}

function isEmpty(value: unknown): boolean {
	return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
	const [name, ...rest] = path;
	if (name === undefined) return [value];
	if (name === '*') return Array.isArray(value) ? value.flatMap((item: unknown) => valuesAt(item, rest)) : [];
	return isRecord(value) ? valuesAt(value[name], rest) : [];
}
