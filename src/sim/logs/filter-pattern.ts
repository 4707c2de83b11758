import { notSimulated } from '../core/not-simulated.ts';

/**
 * The test that a filter pattern stands for: all plain terms must occur, none with a minus before it, and one at least
 * of those with a question mark. Terms are case-sensitive; quotes hold a phrase together. The empty pattern takes all.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws AwsError NotSimulated for JSON, space-delimited and regular-expression patterns
 */
export function filterOf(pattern: string): (message: string) => boolean {
	if (/^\s*[{[%]/.test(pattern)) {
		throw notSimulated(
			`The filter pattern '${pattern}'`,
			'Patterns of terms are: ERROR, "a phrase", -not, ?either ?or.'
		);
	}
	const terms = [...pattern.matchAll(/([-?]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign, phrase, word]) => ({
		sign,
		text: phrase ?? word ?? ''
	}));
	const all = terms.filter(({ sign }) => sign === '');
	const none = terms.filter(({ sign }) => sign === '-');
	const any = terms.filter(({ sign }) => sign === '?');
	return (message) =>
		all.every(({ text }) => message.includes(text)) &&
		!none.some(({ text }) => message.includes(text)) &&
		(any.length === 0 || any.some(({ text }) => message.includes(text)));
}
