import { PICTURE_MIME, type MimeBundle, type PictureData, type PointData } from '../outputs.ts';
import { ofCanvasElement, type Picture } from './picture.ts';

/** The part of a DOM element that showing it needs; linkedom's and the browser's fit. */
interface ElementLike {
	readonly nodeType: number;
	readonly tagName: string;
	readonly outerHTML: string;
	getAttribute?(name: string): string | null;
	querySelector?(selector: string): ElementLike | null;
	readonly children?: Iterable<ElementLike>;
	readonly textContent?: string | null;
}

/** Where a chart keeps its points, for whoever shows it: modules are bundles of their own and share nothing else. */
export const POINTS = Symbol.for('sagebrush.points');

/** Whether a value is an element of some document. */
export function isElement(value: unknown): value is ElementLike {
	if (typeof value !== 'object' || value === null) return false;
	const { nodeType, tagName } = value as Partial<ElementLike>;
	// Asking for the value of outerHTML would write the whole element out.
	return nodeType === 1 && typeof tagName === 'string' && 'outerHTML' in value;
}

/**
 * An element as markup under its MIME type: a picture where it is one `<svg>`, else HTML; a canvas as its pixels. What
 * is said of it in words goes along: its label, title or caption.
 */
export function elementBundle(element: ElementLike, alt: string): MimeBundle {
	const name = element.tagName.toLowerCase();
	const text = { 'text/plain': `[${name} element]` };
	const canvas = name === 'canvas' ? ofCanvasElement(element) : null;
	if (canvas) return { ...pictureBundle(canvas, alt), ...text };
	const data = pictureOf(element, alt);
	const own = data.alt || data.points || data.width > 0 ? { [PICTURE_MIME]: data } : {};
	return { [name === 'svg' ? 'image/svg+xml' : 'text/html']: element.outerHTML, ...own, ...text };
}

/** A picture's bytes under its MIME type, with what is said of it. */
export function pictureBundle({ mime, base64, width, height }: Picture, alt: string): MimeBundle {
	const said: PictureData = { alt, width, height };
	const size = width > 0 ? `${width} × ${height} pixels` : mime;
	return { [mime]: base64, [PICTURE_MIME]: said, 'text/plain': alt ? `[${alt}]` : `[Image, ${size}]` };
}

function pictureOf(element: ElementLike, alt: string): PictureData {
	const svg = drawingOf(element);
	const points = (element as { readonly [POINTS]?: PointData })[POINTS];
	const side = (attribute: string): number => Number(svg?.getAttribute?.(attribute)) || 0;
	const words = alt || wordsOf(element, svg);
	return { alt: words, width: side('width'), height: side('height'), ...(points ? { points } : {}) };
}

/** The drawing of a figure stands behind those of its legends. */
function drawingOf(element: ElementLike): ElementLike | null {
	const isSvg = (one: ElementLike): boolean => one.tagName.toLowerCase() === 'svg';
	return isSvg(element) ? element : ([...(element.children ?? [])].findLast(isSvg) ?? null);
}

function wordsOf(element: ElementLike, svg: ElementLike | null): string {
	const said = ['aria-label', 'aria-description'].map((name) => svg?.getAttribute?.(name)).filter(Boolean);
	if (said.length > 0) return said.join('. ');
	const text = (selector: string): string => element.querySelector?.(selector)?.textContent?.trim() ?? '';
	return [text('h2'), text('h3'), text('figcaption')].filter(Boolean).join('. ');
}
