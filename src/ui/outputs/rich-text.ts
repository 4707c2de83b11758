import DOMPurify, { type Config } from 'dompurify';
import MarkdownIt from 'markdown-it';

/**
 * Text that becomes DOM. Everything goes through the sanitiser last, whatever made it; the fragment it returns is put
 * into the page as it is.
 */
export interface RichText {
	/** Markdown without raw HTML; links that leave the page open beside it. */
	markdown(text: string): DocumentFragment;
	/** HTML or SVG of a cell: no scripts, forms, frames, names, data attributes, and nothing loaded from elsewhere. */
	markup(text: string): DocumentFragment;
}

const COMMON = {
	RETURN_DOM_FRAGMENT: true,
	ALLOW_DATA_ATTR: false,
	FORBID_TAGS: [
		'form',
		'input',
		'button',
		'select',
		'textarea',
		'option',
		'iframe',
		'object',
		'embed',
		'dialog'
	],
	FORBID_ATTR: ['name', 'contenteditable', 'tabindex', 'autofocus', 'popover', 'srcset']
} satisfies Config;

const PROSE = {
	...COMMON,
	USE_PROFILES: { html: true },
	FORBID_ATTR: [...COMMON.FORBID_ATTR, 'style', 'id', 'class']
};

// A style element at the front is lost without FORCE_BODY; plots bring theirs there.
const MARKUP = {
	...COMMON,
	USE_PROFILES: { html: true, svg: true, svgFilters: true },
	FORBID_TAGS: [...COMMON.FORBID_TAGS, 'audio', 'video', 'source', 'track', 'feimage'],
	ADD_TAGS: ['use'],
	FORCE_BODY: true
} satisfies Config;

/** Makes the renderer. Needs a DOM. */
export function createRichText(): RichText {
	const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
	const purifier = DOMPurify(window);
	purifier.addHook('afterSanitizeAttributes', (node) => {
		if (node.hasAttribute('id') && node.namespaceURI !== SVG) node.removeAttribute('id');
		if (node.localName === 'a') guardLink(node);
		for (const name of ['src', 'href', 'xlink:href', 'poster', 'background']) guardSource(node, name);
		if (reachesOut(node.getAttribute('style') ?? '')) node.removeAttribute('style');
	});
	purifier.addHook('uponSanitizeElement', (node) => {
		if (node.nodeName.toLowerCase() === 'style' && reachesOut(node.textContent ?? '')) node.textContent = '';
	});
	return {
		markdown: (text) => purifier.sanitize(parser.render(text), PROSE) as unknown as DocumentFragment,
		markup: (text) => purifier.sanitize(text, MARKUP) as unknown as DocumentFragment
	};
}

const SVG = 'http://www.w3.org/2000/svg';

/** A style that would load something from elsewhere, and so could tell somebody what it saw. */
function reachesOut(css: string): boolean {
	return /@import|image-set|src\s*\(|url\s*\(\s*(?!["']?#)|\\/i.test(css);
}

function guardLink(link: Element): void {
	const target = link.getAttribute('href') ?? '';
	if (!/^https?:/i.test(target)) return;
	link.setAttribute('target', '_blank');
	link.setAttribute('rel', 'noopener noreferrer');
}

/** Pictures carry their bytes with them; SVG refers within itself. */
function guardSource(node: Element, attribute: string): void {
	const value = node.getAttribute(attribute);
	if (value === null || (node.localName === 'a' && attribute === 'href')) return;
	if (!/^(data:image\/|#)/i.test(value.trim())) node.removeAttribute(attribute);
}
