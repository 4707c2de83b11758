type Colour = readonly [red: number, green: number, blue: number];

/** From sand to sage to dusk: light to dark, so that it reads in grey too. */
const STOPS: readonly Colour[] = [
	[247, 240, 220],
	[190, 203, 170],
	[115, 148, 125],
	[80, 90, 130],
	[50, 32, 84]
];

/** Shares from 0 to 1 as colours, four bytes each (red, green, blue, alpha). NaN is transparent. */
export function heatColours(values: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
	const finite = values.filter(Number.isFinite);
	const min = finite.reduce((least, value) => Math.min(least, value), Infinity);
	const max = finite.reduce((most, value) => Math.max(most, value), -Infinity);
	const pixels = new Uint8ClampedArray(values.length * 4);
	values.forEach((value, i) => {
		if (Number.isNaN(value)) return;
		const share = max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0.5;
		pixels.set([...colourAt(share), 255], i * 4);
	});
	return pixels;
}

function colourAt(share: number): Colour {
	const place = share * (STOPS.length - 1);
	const below = Math.min(STOPS.length - 2, Math.floor(place));
	const [from, to] = [STOPS[below]!, STOPS[below + 1]!];
	const mix = (i: 0 | 1 | 2): number => from[i] + (place - below) * (to[i] - from[i]);
	return [mix(0), mix(1), mix(2)];
}
