import { escapeHtml } from '#notebook/interchange/escape-html.ts';
import type { HtmlRender, HtmlWords } from '#notebook/interchange/html.ts';
import { loadEditor } from '../../editor/load-editor.ts';
import { createRichText } from '../../outputs/rich-text.ts';
import { language, t } from '../../text/text.svelte.ts';

/**
 * Makes static HTML of texts with the page's own sanitiser. Pictures of a lesson are put in as bytes, and of maths the
 * MathML is kept, which needs no fonts.
 *
 * @param pictures addresses of the lesson's pictures by name
 */
export async function createHtmlRender(pictures: ReadonlyMap<string, string>): Promise<HtmlRender> {
	const rich = createRichText(pictures);
	const [{ highlighted }] = await Promise.all([loadEditor(), rich.loadMaths().catch(() => {})]);
	return {
		async markdown(text) {
			const fragment = rich.markdown(text);
			for (const look of fragment.querySelectorAll('.katex-html')) look.remove();
			await Promise.all([...fragment.querySelectorAll('img')].map(embed));
			return htmlOf(fragment);
		},
		markup(text) {
			const once = htmlOf(rich.markup(text));
			// What reads differently the second time could be read as something else by the browser that opens the file.
			return htmlOf(rich.markup(once)) === once ? once : null;
		},
		code(source, cellLanguage) {
			const isKnown = cellLanguage === 'ts' || cellLanguage === 'js';
			return isKnown ? htmlOf(highlighted(source, cellLanguage)) : escapeHtml(source);
		}
	};
}

/** The words of an exported page, in the language that is chosen now. */
export function htmlWords(): HtmlWords {
	return {
		language: language(),
		notRunnable: (cellLanguage) => t('file.notRunnable', { language: cellLanguage }),
		raw: t('file.raw'),
		hint: t('file.hint'),
		rows: (shown, total) => t('file.rows', { shown, total }),
		more: (count) => t('file.more', { count }),
		madeWith: t('file.madeWith')
	};
}

function htmlOf(fragment: DocumentFragment): string {
	const host = document.createElement('template');
	host.content.append(fragment);
	return host.innerHTML;
}

/** A picture that cannot be fetched keeps its words. */
async function embed(image: HTMLImageElement): Promise<void> {
	const source = image.getAttribute('src') ?? '';
	if (source === '' || source.startsWith('data:')) return;
	try {
		const response = await fetch(new URL(source, document.baseURI));
		if (response.ok) image.src = await dataAddress(await response.blob());
	} catch {
		image.removeAttribute('src');
	}
}

function dataAddress(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
		reader.readAsDataURL(blob);
	});
}
