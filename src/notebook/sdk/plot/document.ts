import { parseHTML } from 'linkedom';
import { pngDataUrl } from './png.ts';

type CreateElement = (...args: unknown[]) => object;

/** The two ways to make an element; the last plain argument but for options is its name. */
interface Maker {
	createElement: CreateElement;
	createElementNS: CreateElement;
}

/** A document for charts where there is no browser's: enough of the DOM to build SVG, and canvases that can paint. */
export function createChartDocument(): object {
	const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as {
		document: Maker;
	};
	if (typeof OffscreenCanvas !== 'undefined') paintable(document);
	return document;
}

function paintable(document: Maker): void {
	for (const [method, nameAt] of [
		['createElement', 0],
		['createElementNS', 1]
	] as const) {
		const create = document[method].bind(document);
		document[method] = (...args) => {
			const element = create(...args);
			return String(args[nameAt]).toLowerCase() === 'canvas' ? asCanvas(element) : element;
		};
	}
}

/** Gives an element the members of a canvas that legends and rasters use, painted by an OffscreenCanvas. */
function asCanvas(element: object): object {
	const canvas = new OffscreenCanvas(300, 150);
	const context = (): OffscreenCanvasRenderingContext2D => {
		const found = canvas.getContext('2d', { willReadFrequently: true });
		if (!found) throw new TypeError('This browser cannot paint in a worker.');
		return found;
	};
	const size = (side: 'width' | 'height'): PropertyDescriptor => ({
		get: () => canvas[side],
		set: (value: number) => {
			canvas[side] = value;
		}
	});
	return Object.defineProperties(element, {
		width: size('width'),
		height: size('height'),
		getContext: { value: context },
		toDataURL: { value: () => pngDataUrl(context().getImageData(0, 0, canvas.width, canvas.height)) }
	});
}
