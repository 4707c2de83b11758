import type { MarkdownIt } from 'markdown-it';

/** Shows `- [ ]` and `- [x]` at the beginning of a list item as an empty and a ticked box; they are signs, not controls. */
export function taskListRule(parser: MarkdownIt): void {
	parser.core.ruler.after('inline', 'task-list', ({ tokens }) => {
		tokens.forEach((token, i) => {
			const isFirst = tokens[i - 1]?.type === 'paragraph_open' && tokens[i - 2]?.type === 'list_item_open';
			const text = token.children?.[0];
			if (token.type !== 'inline' || !isFirst || text?.type !== 'text') return;
			text.content = text.content.replace(/^\[([ xX])\]\s/, (_, mark: string) =>
				mark === ' ' ? '☐ ' : '☑ '
			);
		});
	});
}
