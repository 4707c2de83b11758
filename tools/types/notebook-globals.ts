/** What the kernel gives every cell beside the language: declared for the editor only. Kept in step with the runtime. */
export const NOTEBOOK_GLOBALS = `
/**
 * Shows a value below the cell, as the last expression of a cell is shown: tables, charts, objects, texts.
 * @param options \`id\` names the place: a later call with the same id shows its value there
 * @returns the place, which can show another value later
 * @example
 * const place = display('starting');
 * place.update('done');
 */
declare function display(
	value: unknown,
	options?: import('#notebook/kernel/display.ts').DisplayOptions
): import('#notebook/kernel/display.ts').DisplayHandle;

/**
 * Shows how far a cell has come.
 * @param done so many steps are done
 * @param total of so many
 * @param label what is counted
 * @example
 * for (let i = 1; i <= 100; i++) progress(i, 100, 'rounds');
 */
declare function progress(done: number, total: number, label?: string): void;

/** How wide an output of this cell may be, in pixels. */
declare const width: number;

/** Whether the page is dark. */
declare const dark: boolean;
`;

/** The file that these mention. */
export const GLOBALS_SOURCE = 'src/notebook/kernel/display.ts';

/** Stands in for every module of Node that a package mentions in its types: there is no such thing in a notebook. */
export const NO_NODE = [
	'Agent AgentOptions ClientHttp2Session ClientHttp2Stream Duplex DuplexOptions Hash IncomingMessage OutgoingHttpHeaders',
	'ReadStream Readable ReadableStream RequestOptions SecureContextOptions Server Socket Transform Writable'
]
	.flatMap((names) => names.split(' '))
	.map((name) => `export type ${name} = never;`)
	.join('\n');
