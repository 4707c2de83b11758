const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element; numbers are rounded to two decimals, which is finer than a screen and keeps the markup short. */
export function svg<K extends keyof SVGElementTagNameMap>(
	name: K,
	attributes: Attributes,
	...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
	const element = document.createElementNS(SVG, name);
	for (const [key, value] of Object.entries(attributes)) {
		element.setAttribute(key, typeof value === 'number' ? String(round(value)) : value);
	}
	element.append(...children);
	return element;
}

/** Two decimals. */
export function round(value: number): number {
	return Math.round(value * 100) / 100;
}
