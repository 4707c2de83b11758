/** Values that say themselves how they are shown; a cell returns them, or gives them to `display`. */

const DISPLAY = Symbol.for('sagebrush.display');

interface Shown {
	/** The forms in which the value is shown. */
	[DISPLAY](): Record<string, string>;
}

/** Markdown, with maths between dollars. */
export function markdown(text: string): Shown {
	return { [DISPLAY]: () => ({ 'text/markdown': text, 'text/plain': text }) };
}

/** HTML. It is shown apart from the page: without scripts, forms, and what would be loaded from elsewhere. */
export function html(text: string): Shown {
	return { [DISPLAY]: () => ({ 'text/html': text, 'text/plain': text.replace(/<[^>]*>/g, '') }) };
}

/** An SVG picture, as text. */
export function svg(text: string): Shown {
	return { [DISPLAY]: () => ({ 'image/svg+xml': text, 'text/plain': '[svg element]' }) };
}
