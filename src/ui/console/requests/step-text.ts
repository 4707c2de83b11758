import type { PathStep, PathStepKind, RequestPath } from '#sim/paths/request-path.ts';
import { inLanguage } from '../../format/locale.ts';
import { t } from '../../text/text.svelte.ts';

/** What a step is called. */
export function stepName(kind: PathStepKind): string {
	return t(`requests.step.${kind}`);
}

/** One or two sentences on what happens in a step. */
export function explainStep({ kind }: PathStep, path: RequestPath): string {
	return t(`requests.means.${kind}`, { operation: path.operation, service: path.service });
}

/** Real time in milliseconds; browsers tell tenths at best, so what is shorter is `<0.1 ms` and not nothing. */
export function stepTime(ms: number): string {
	const digits = ms < 10 ? 1 : 0;
	const text = inLanguage(Math.max(0.1, ms), {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits
	});
	return `${ms < 0.05 ? '<' : ''}${text} ms`;
}

/** How an answer's status looks. */
export function toneOfAnswer(status: number): 'good' | 'bad' {
	return status >= 200 && status < 400 ? 'good' : 'bad';
}
