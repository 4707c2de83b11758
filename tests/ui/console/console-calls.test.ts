import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RESOURCE_KINDS } from '#state/cloud/resource-kinds.ts';
import { actionRequest } from '#state/cloud/resources.svelte.ts';
import { CONSOLE_CALLS, performCall } from '#ui/console/console-calls.ts';
import { COPY_LANGUAGES, copyAs, snakeCase, type AwsCall } from '#ui/console/copy-as.ts';

/** One call of each action that the console offers. */
const CALLS: readonly AwsCall[] = [
	...Object.values(CONSOLE_CALLS).map((make: (...args: string[]) => AwsCall) => make('a', 'b', 'c', 'd')),
	...RESOURCE_KINDS.flatMap((kind) =>
		(kind.actions ?? []).map((action) => ({
			service: kind.service,
			...actionRequest(kind, action, { [action.from ?? kind.name]: 'one' })
		}))
	)
];

interface Tables {
	readonly operations: Record<string, { input?: { shape: string }; output?: { shape: string } }>;
	readonly shapes: Record<string, { members?: Record<string, unknown>; required?: readonly string[] }>;
}

const tablesOf = (service: string): Tables =>
	JSON.parse(readFileSync(`src/sim/protocol/shapes/${service}.json`, 'utf8')) as Tables;

describe.each(CALLS.map((call) => [call.operation, call] as const))('the action %s', (_, call) => {
	const { operations, shapes } = tablesOf(call.service);
	const shape = shapes[operations[call.operation]?.input?.shape ?? ''];
	const given = [...Object.keys(call.input), ...(call.blob ? [call.blob.member] : [])];

	it('is an operation of AWS with members that it has, and all that it requires', () => {
		expect(shape).toBeDefined();
		expect(Object.keys(shape?.members ?? {})).toEqual(expect.arrayContaining(given));
		expect(given).toEqual(expect.arrayContaining([...(shape?.required ?? [])]));
		const answer = shapes[operations[call.operation]?.output?.shape ?? '']?.members ?? {};
		if (call.saves) expect(Object.keys(answer)).toContain(call.saves.member);
	});

	it.each(COPY_LANGUAGES)('can be copied as %s, with every member', (language) => {
		const text = copyAs(language, call);
		const named = language === 'TypeScript' ? call.operation : snakeCase(call.operation);
		expect(text).toContain(language === 'AWS CLI' ? named.replaceAll('_', '-') : named);
		for (const member of given) {
			const option = `--${snakeCase(member).replaceAll('_', '-')}`;
			expect(text).toContain(language === 'AWS CLI' ? option : member);
		}
		if (call.saves) expect(text).toContain(call.saves.file);
	});
});

describe('the console', () => {
	const components = readdirSync('src/ui/console', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.svelte'))
		.map((name) => [name, readFileSync(`src/ui/console/${name}`, 'utf8')] as const);
	const READS = /^(?:List|Describe|Get|Head)/;

	it.each(components)('in %s changes nothing by a call that cannot be copied', (_, source) => {
		const made = [...source.matchAll(/cloud\.call\(\s*'[\w-]+',\s*'(\w+)'/g)].map(
			([, operation]) => operation!
		);
		expect(made.filter((operation) => !READS.test(operation))).toEqual([]);
		expect(source).not.toMatch(/cloud\.(?:deleteEndpoint|stopTrainingJob)/);
		if (source.includes('performCall(')) expect(source).toMatch(/<CopyAs/);
	});

	it('makes the very call that is copied, with a text or a file as its bytes', async () => {
		const made: unknown[] = [];
		const call = (...args: unknown[]): Promise<unknown> => Promise.resolve(made.push(args));
		await performCall(call, CONSOLE_CALLS.invoke('e', '1,2', 'text/csv'));
		await performCall(call, CONSOLE_CALLS.upload('b', 'k', 'k.csv', 'text/csv'), new Uint8Array([7]));
		await performCall(call, CONSOLE_CALLS.createBucket('b'));
		expect(made).toEqual([
			[
				'sagemaker-runtime',
				'InvokeEndpoint',
				{ EndpointName: 'e', ContentType: 'text/csv', Body: new TextEncoder().encode('1,2') }
			],
			['s3', 'PutObject', { Bucket: 'b', Key: 'k', ContentType: 'text/csv', Body: new Uint8Array([7]) }],
			['s3', 'CreateBucket', { Bucket: 'b' }]
		]);
	});
});

describe('calls with bytes', () => {
	it('are copied so that they run: files are read, answers saved', () => {
		const upload = CONSOLE_CALLS.upload('b', 'in/my file.csv', 'my file.csv', 'text/csv');
		expect(copyAs('AWS CLI', upload)).toBe(
			"aws s3api put-object --bucket b --key 'in/my file.csv' --content-type text/csv --body 'my file.csv'"
		);
		expect(copyAs('Python', upload)).toContain('Body=open("my file.csv", \'rb\'))');
		expect(copyAs('TypeScript', upload)).toContain('Body: await readFile("my file.csv")');
		const invoke = CONSOLE_CALLS.invoke('e', '1,2', 'text/csv');
		expect(copyAs('AWS CLI', invoke)).toBe(
			'aws sagemaker-runtime invoke-endpoint --endpoint-name e --content-type text/csv --body 1,2 --cli-binary-format raw-in-base64-out answer.txt'
		);
		expect(copyAs('Python', invoke)).toContain(
			"with open(\"answer.txt\", 'wb') as file:\n    file.write(response['Body'].read())"
		);
		expect(copyAs('TypeScript', invoke)).toContain('await writeFile("answer.txt", answer.Body!);');
		expect(copyAs('TypeScript', CONSOLE_CALLS.download('b', 'x/y.bin'))).toContain(
			'await writeFile("y.bin", await answer.Body!.transformToByteArray());'
		);
	});
});
