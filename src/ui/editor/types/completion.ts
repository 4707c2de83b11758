import {
	autocompletion,
	type Completion as Choice,
	type CompletionContext,
	type CompletionResult
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { Completion } from '#notebook/types/contract.ts';
import type { CellTypes } from './cell-types.ts';
import { describeIn } from './description.ts';

const NAME = /^[\p{L}\p{N}_$]*$/u;
const IN_TEXT = /^[^'"`\n]*$/;

/** Proposes names while one is typed, after a dot, and on Ctrl-Space. */
export function typeCompletion(types: CellTypes): Extension {
	return autocompletion({
		override: [(context) => propose(types, context)],
		activateOnTypingDelay: 60,
		maxRenderedOptions: 60,
		optionClass: (choice) => ('isDeprecated' in choice && choice.isDeprecated ? 'type-deprecated' : '')
	});
}

async function propose(types: CellTypes, context: CompletionContext): Promise<CompletionResult | null> {
	const where = placeOf(context);
	if (where === 'nowhere') return null;
	const giveUp = new AbortController();
	context.addEventListener('abort', () => giveUp.abort(new Error('The text has changed.')), {
		onDocChange: true
	});
	const answer = await types.complete(context.pos, giveUp.signal);
	if (!answer || answer.items.length === 0 || context.aborted) return null;
	return {
		from: Math.min(answer.replaces.from, context.pos),
		options: answer.items.map((item) => toChoice(types, item, context.pos)),
		validFor: where === 'text' ? IN_TEXT : NAME
	};
}

/** Whether a list is wanted here: unasked only where a name, a member or a text among some is being written. */
function placeOf(context: CompletionContext): 'name' | 'text' | 'nowhere' {
	const { state, pos, explicit } = context;
	const node = syntaxTree(state).resolveInner(pos, -1).name;
	if (node.endsWith('Comment') || node === 'RegExp') return 'nowhere';
	if (node === 'String') return 'text';
	const before = state.sliceDoc(Math.max(0, pos - 64), pos);
	const isWritten = /(?:^|[^\p{L}\p{N}_$])[\p{L}_$#][\p{L}\p{N}_$]*$/u.test(before);
	return explicit || isWritten || /\.$/.test(before) ? 'name' : 'nowhere';
}

function toChoice(types: CellTypes, item: Completion, at: number): Choice & { isDeprecated: boolean } {
	return {
		label: item.label,
		type: item.kind,
		boost: item.rank * 20,
		isDeprecated: item.isDeprecated,
		info: async () => {
			const found = await types.describe(at, item.label);
			if (!found || (found.signature === '' && found.prose === '')) return null;
			const box = document.createElement('div');
			describeIn(box, found);
			return box;
		}
	};
}
