import fc from 'fast-check';
import { CONSOLE_MIME, TABLE_MIME, type CellError, type Output } from '#notebook/outputs.ts';
import type {
	DocumentCell,
	Json,
	JsonObject,
	NotebookDocument
} from '#notebook/document/notebook-document.ts';
import { OWN_METADATA } from '#notebook/interchange/ipynb-language.ts';

/** Text of whole characters: files are UTF-8, and a lone surrogate is none. */
const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.constantFrom(
		'',
		'\n',
		'a\nb\n',
		'\n\n',
		'// %% x',
		'```ts cell id=a\n```',
		'## A\n## B',
		'~~~',
		'$x$ \\\\',
		'</script>'
	)
);

/** JSON itself has no -0. */
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** Keys such as `__proto__` and `1` among them; our own part of the metadata is ours. */
const jsonObject: fc.Arbitrary<JsonObject> = fc
	.dictionary(
		fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('__proto__', 'constructor', '10', '9')),
		json,
		{
			maxKeys: 4
		}
	)
	.filter(
		(object) => !['sagebrush', 'vscode', 'title', 'kernelspec', 'language_info'].some((key) => key in object)
	);

const bundle = fc
	.tuple(text, fc.option(json), fc.option(fc.double()), fc.option(text))
	.map(([plain, extra, number, html]) => ({
		'text/plain': plain,
		...(html !== null && { 'text/html': html }),
		...(extra !== null && { 'application/json': extra }),
		...(number !== null && {
			[TABLE_MIME]: { columns: [{ name: 'x', type: 'number' }], rows: [[number]], total: 1 }
		})
	}));

const error: fc.Arbitrary<CellError> = fc.record({
	kind: fc.constantFrom('user', 'aws', 'unknown', 'syntax'),
	code: fc.constantFrom('Thrown', 'ValidationException'),
	message: text,
	hint: fc.option(text),
	line: fc.option(fc.nat(99)),
	column: fc.option(fc.nat(99)),
	stack: text
});

const output: fc.Arbitrary<Output> = fc.oneof(
	fc.record({ type: fc.constant('stream'), name: fc.constantFrom('stdout', 'stderr'), text }),
	fc.record({ type: fc.constant('display'), displayId: fc.option(text), data: bundle }),
	fc.record({ type: fc.constant('result'), data: bundle }),
	fc.record({ type: fc.constant('error'), error }),
	fc.constant<Output>({
		type: 'display',
		displayId: null,
		data: {
			[CONSOLE_MIME]: { level: 'warn', args: [{ kind: 'leaf', type: 'text', text: 'x' }] },
			'text/plain': 'x'
		}
	})
);

const id = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/);

const cell: fc.Arbitrary<DocumentCell> = fc.oneof(
	fc.record({
		kind: fc.constant('markdown'),
		id,
		source: text,
		metadata: jsonObject,
		attachments: fc.option(fc.constant({ 'a.png': { 'image/png': 'aGk=' } }))
	}),
	fc.record({ kind: fc.constant('raw'), id, source: text, metadata: jsonObject }),
	fc.record({
		kind: fc.constant('code'),
		id,
		source: text,
		metadata: jsonObject,
		language: fc.constantFrom('ts', 'js', 'python'),
		outputs: fc.array(output, { maxLength: 3 }),
		foreignOutputs: fc.constant(null),
		executionCount: fc.option(fc.nat(99))
	})
);

/** Notebooks such as this page makes: any text, metadata and outputs. */
export const arbitraryNotebook: fc.Arbitrary<NotebookDocument> = fc
	.record({
		title: fc.constantFrom('A title', 'Ein «Titel»', '日本'),
		cells: fc.uniqueArray(cell, { selector: (one) => one.id, maxLength: 5 }),
		metadata: fc.oneof(fc.constant(OWN_METADATA), jsonObject)
	})
	.map((parts): NotebookDocument => ({ format: 1, ...parts }));
