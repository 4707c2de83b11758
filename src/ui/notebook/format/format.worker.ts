import { toErrorRecord } from '#base/errors.ts';
import { formatSource, type FormatKind } from './format-source.ts';

/** What the worker is asked: the texts of cells. */
export type FormatRequest = readonly { readonly source: string; readonly kind: FormatKind }[];

/** What becomes of each text, or why it was left. */
export type Formatted =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'bad syntax'; readonly message: string };

addEventListener('message', ({ data }: MessageEvent<FormatRequest>) => {
	void Promise.all(data.map(answer)).then((answers) => postMessage(answers));
});

async function answer({ source, kind }: FormatRequest[number]): Promise<Formatted> {
	try {
		return { kind: 'text', text: await formatSource(source, kind) };
	} catch (error) {
		// The parser's first line names the fault and its place; a drawing of the code follows.
		return { kind: 'bad syntax', message: toErrorRecord(error).message.split('\n', 1)[0]! };
	}
}
