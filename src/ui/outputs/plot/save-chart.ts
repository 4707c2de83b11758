import { saveFile } from '../save-file.ts';

/** Times as many pixels as the chart has on the page, so that it prints well. */
const SCALE = 2;

/** The chart as a file of its own, with the ink and ground that it has on the page. */
export function chartFile(svg: SVGSVGElement): string {
	const copy = svg.cloneNode(true) as SVGSVGElement;
	const { color } = getComputedStyle(svg);
	copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
	copy.style.color = color;
	copy.style.background = groundOf(svg);
	return new XMLSerializer().serializeToString(copy);
}

/** Saves the chart as SVG. */
export function saveSvg(svg: SVGSVGElement, name: string): void {
	saveFile([chartFile(svg)], 'image/svg+xml', `${name}.svg`);
}

/** Saves the chart as PNG, twice as large. Rejects where the browser cannot draw it. */
export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
	const { width, height } = svg.viewBox.baseVal;
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(chartFile(svg))}`;
	await image.decode();
	const canvas = document.createElement('canvas');
	canvas.width = width * SCALE;
	canvas.height = height * SCALE;
	canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
	if (blob) saveFile([blob], 'image/png', `${name}.png`);
}

/** The first colour behind an element that covers what lies under it. */
function groundOf(element: Element): string {
	for (let at: Element | null = element; at; at = at.parentElement ?? hostOf(at)) {
		const { backgroundColor } = getComputedStyle(at);
		if (!/transparent|, 0\)$/.test(backgroundColor)) return backgroundColor;
	}
	return 'white';
}

function hostOf(element: Element): Element | null {
	const root = element.getRootNode();
	return root instanceof ShadowRoot ? root.host : null;
}
