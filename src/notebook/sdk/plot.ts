/**
 * What a cell gets for '@observablehq/plot': the whole library, drawing into a document of its own, as wide as the
 * notebook, in the ink of the page on no ground.
 */
import * as Plot from '@observablehq/plot';
import { createChartDocument } from './plot/document.ts';
import { listenForPoints } from './plot/points.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@observablehq/plot';

/** What the kernel tells cells about the page. */
interface PageGlobals {
	readonly width?: unknown;
	readonly dark?: unknown;
}

/** Where a chart keeps its points for the kernel, which shows it. */
const POINTS = Symbol.for('sagebrush.points');
const WIDTH = 640;
const chartDocument = createChartDocument() as NonNullable<Plot.PlotOptions['document']>;

/** Options that every chart gets unless it names its own. */
function preset(): Plot.PlotOptions {
	const { width, dark } = globalThis as PageGlobals;
	// The library fills tips and hollow markers with this, and takes every page for white.
	const ground = { '--plot-background': dark === true ? '#151815' : 'white' };
	return {
		document: chartDocument,
		width: typeof width === 'number' && width > 0 ? width : WIDTH,
		style: { color: 'currentColor', background: 'transparent', ...ground }
	};
}

function withPreset(options: Plot.PlotOptions): Plot.PlotOptions {
	const { style, ...rest } = preset();
	const own = options.style;
	// A style may be given as text, which then stands alone, as in the library itself.
	const merged = typeof own === 'string' ? own : { ...(style as object), ...own };
	return { ...rest, ...options, style: merged };
}

/** Draws a chart. As `Plot.plot`, with `document`, `width` and `style` preset. */
export function plot(options: Plot.PlotOptions = {}): ReturnType<typeof Plot.plot> {
	const { marks = [] } = options;
	const listener = listenForPoints(marks);
	try {
		const chart = Plot.plot(withPreset(options));
		const points = listener.points();
		if (points) Object.defineProperty(chart, POINTS, { value: points });
		return chart;
	} finally {
		listener.stop();
	}
}

/** Draws a legend. As `Plot.legend`, with the document preset. */
export function legend(options: Plot.LegendOptions): ReturnType<typeof Plot.legend> {
	return Plot.legend({ document: chartDocument, ...options } as Plot.LegendOptions);
}

// Marks draw themselves by a method of their own: mark.plot({…}).
Plot.Mark.prototype.plot = function (this: Plot.Mark, { marks = [], ...options }: Plot.PlotOptions = {}) {
	// The library's types do not know that every mark can be drawn.
	return plot({ ...options, marks: [...marks, this as Plot.Markish] });
};
