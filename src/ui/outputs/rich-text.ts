import DOMPurify, { type Config } from 'dompurify';
import MarkdownIt from 'markdown-it';
import { DISPLAY, MATHS_TAG, mathsRule } from './maths-rule.ts';
import { taskListRule } from './task-list-rule.ts';
import type { typeset } from './typeset.ts';

/**
 * Text that becomes DOM. Everything goes through the sanitiser last, whatever made it; the fragment it returns is put
 * into the page as it is.
 */
export interface RichText {
	/**
	 * Markdown without raw HTML; links that leave the page open beside it. Maths stands in it as TeX until
	 * {@link loadMaths} has settled.
	 */
	markdown(text: string): DocumentFragment;
	/** Whether what `markdown` returned holds maths that is not typeset yet. */
	awaitsMaths(fragment: ParentNode): boolean;
	/** Loads the typesetter, for all texts that come after; where it cannot be loaded, TeX stays TeX. */
	loadMaths(): Promise<void>;
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

// What the typesetter makes: places and sizes are styles, and screen readers read the MathML.
const MATHS = {
	...COMMON,
	USE_PROFILES: { html: true, svg: true, mathMl: true },
	FORBID_TAGS: [...COMMON.FORBID_TAGS, 'a', 'img', 'image', 'style', 'audio', 'video'],
	// The TeX once more, which would be read out after the formula.
	FORBID_CONTENTS: ['annotation']
} satisfies Config;

/** Makes the renderer. `pictures` maps the names that Markdown may show to addresses. Needs a DOM. */
export function createRichText(pictures: ReadonlyMap<string, string> = new Map()): RichText {
	const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
	parser.use(mathsRule).use(taskListRule);
	parser.renderer.rules.image = (tokens, at, options, _env, self) => {
		const token = tokens[at]!;
		const source = String(token.attrGet('src') ?? '');
		token.attrSet('src', pictures.get(source) ?? source);
		token.attrSet('alt', self.renderInlineAsText(token.children ?? [], options, {}));
		return self.renderToken(tokens, at, options);
	};
	const addresses = new Set(pictures.values());
	const purifier = DOMPurify(window);
	let set: typeof typeset | null = null;
	purifier.addHook('afterSanitizeAttributes', (node) => {
		if (node.hasAttribute('id') && node.namespaceURI !== SVG) node.removeAttribute('id');
		if (node.localName === 'a') guardLink(node);
		for (const name of ['src', 'href', 'xlink:href', 'poster', 'background'])
			guardSource(node, name, addresses);
		// Not the style alone: SVG's fill, stroke, mask, filter, cursor and more are styles, too.
		for (const { name, value } of [...node.attributes]) {
			if (!NO_STYLES.has(name) && reachesOut(value)) node.removeAttribute(name);
		}
	});
	purifier.addHook('uponSanitizeElement', (node) => {
		if (node.nodeName.toLowerCase() === 'style' && reachesOut(node.textContent ?? '')) node.textContent = '';
	});
	const draw = (place: Element): void => {
		const isDisplay = place.getAttribute('title') === DISPLAY;
		const tex = place.textContent ?? '';
		place.replaceWith(set ? formula(tex, isDisplay, set) : source(tex, isDisplay));
	};
	const formula = (tex: string, isDisplay: boolean, by: typeof typeset): Node => {
		try {
			return purifier.sanitize(by(tex, isDisplay), MATHS) as unknown as DocumentFragment;
		} catch (error) {
			return complaint(source(tex, isDisplay), error);
		}
	};
	return {
		markdown: (text) => {
			const fragment = purifier.sanitize(parser.render(text), PROSE) as unknown as DocumentFragment;
			fragment.querySelectorAll(MATHS_TAG).forEach(draw);
			return fragment;
		},
		awaitsMaths: (fragment) => set === null && fragment.querySelector(`.${WAITING}`) !== null,
		loadMaths: async () => {
			set ??= (await import('./typeset.ts')).typeset;
		},
		markup: (text) => purifier.sanitize(text, MARKUP) as unknown as DocumentFragment
	};
}

const WAITING = 'maths-source';

/** TeX as it is written, between its dollars. */
function source(tex: string, isDisplay: boolean): HTMLElement {
	const code = document.createElement('code');
	code.className = WAITING;
	const fence = isDisplay ? '$$' : '$';
	code.textContent = `${fence}${tex}${fence}`;
	return code;
}

/** The source of a formula that cannot be read, with the typesetter's words. */
function complaint(code: HTMLElement, error: unknown): HTMLElement {
	const box = document.createElement('span');
	box.className = 'maths-error';
	const words = document.createElement('span');
	words.textContent = error instanceof Error ? error.message : String(error);
	code.className = '';
	box.append(code, ' ', words);
	return box;
}

/** Attributes that no browser reads as a style: words for people, and addresses, which have a guard of their own. */
const NO_STYLES = new Set(['alt', 'aria-label', 'aria-description', 'title', 'href', 'xlink:href', 'src']);

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

/** Pictures carry their bytes with them or are files of the lesson; SVG refers within itself. */
function guardSource(node: Element, attribute: string, addresses: ReadonlySet<string>): void {
	const value = node.getAttribute(attribute);
	if (value === null || (node.localName === 'a' && attribute === 'href')) return;
	if (addresses.has(value) && node.localName === 'img') return;
	if (!/^(data:image\/|#)/i.test(value.trim())) node.removeAttribute(attribute);
}
