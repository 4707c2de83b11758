import type { FormatRequest, Formatted } from './format.worker.ts';

let worker: Worker | null = null;

/**
 * Formats texts in a worker, which stays for the next time; answers in their order, null where it could not be loaded.
 * One call at a time.
 */
export function formatTexts(
	cells: readonly { readonly source: string; readonly kind: 'code' | 'markdown' }[]
): Promise<readonly Formatted[] | null> {
	const own = (worker ??= new Worker(new URL('./format.worker.ts', import.meta.url), {
		type: 'module',
		name: 'format'
	}));
	return new Promise((resolve) => {
		own.onmessage = ({ data }: MessageEvent<readonly Formatted[]>) => resolve(data);
		own.onerror = () => {
			own.terminate();
			worker = null;
			resolve(null);
		};
		own.postMessage(cells.map(({ source, kind }) => ({ source, kind })) satisfies FormatRequest);
	});
}
