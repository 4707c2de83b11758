/** The part of a DOM element that showing it needs; linkedom's and the browser's fit. */
interface ElementLike {
	readonly nodeType: number;
	readonly tagName: string;
	readonly outerHTML: string;
}

/** Whether a value is an element of some document. */
export function isElement(value: unknown): value is ElementLike {
	if (typeof value !== 'object' || value === null) return false;
	const { nodeType, tagName } = value as Partial<ElementLike>;
	// Asking for the value of outerHTML would write the whole element out.
	return nodeType === 1 && typeof tagName === 'string' && 'outerHTML' in value;
}

/** An element as markup under its MIME type: a picture where it is one `<svg>`, else HTML. */
export function elementMarkup(element: ElementLike): { readonly mime: string; readonly markup: string } {
	const isSvg = element.tagName.toLowerCase() === 'svg';
	return { mime: isSvg ? 'image/svg+xml' : 'text/html', markup: element.outerHTML };
}
