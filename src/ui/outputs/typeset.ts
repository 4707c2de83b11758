import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Words of the typesetter about maths that it cannot read; never another kind of error. */
export class MathsError extends Error {}

/**
 * HTML with MathML of a formula in TeX. Nothing in it links, loads or sets attributes; sizes are at most 20 em and macros
 * expand at most 500 times.
 * @throws MathsError where it cannot be read
 */
export function typeset(tex: string, isDisplay: boolean): string {
	try {
		return katex.renderToString(tex, {
			displayMode: isDisplay,
			throwOnError: true,
			strict: 'ignore',
			trust: false,
			maxExpand: 500,
			maxSize: 20
		});
	} catch (error) {
		if (error instanceof RangeError) throw new MathsError('The formula is nested too deep.');
		const message = error instanceof Error ? error.message : String(error);
		throw new MathsError(message.replace(/^KaTeX parse error: /, '').replace(/̲/g, ''));
	}
}
