import { javascriptLanguage, tsxLanguage, typescriptLanguage } from '@codemirror/lang-javascript';
import { classHighlighter, highlightCode } from '@lezer/highlight';

const PARSERS = {
	js: javascriptLanguage.parser,
	ts: typescriptLanguage.parser,
	tsx: tsxLanguage.parser
};

export type HighlightedLanguage = keyof typeof PARSERS;

/** Code as coloured spans, with the classes that the editor uses: what a cell shows before its editor is there. */
export function highlighted(code: string, language: HighlightedLanguage = 'ts'): DocumentFragment {
	const fragment = document.createDocumentFragment();
	const tree = PARSERS[language].parse(code);
	const put = (text: string, classes: string): void => {
		if (classes === '') {
			fragment.append(text);
			return;
		}
		const span = document.createElement('span');
		span.className = classes;
		span.textContent = text;
		fragment.append(span);
	};
	highlightCode(code, tree, classHighlighter, put, () => fragment.append('\n'));
	return fragment;
}
