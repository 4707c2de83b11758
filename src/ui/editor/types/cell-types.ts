import type {
	Completions,
	Definition,
	Description,
	HoverAnswer,
	Problem,
	SignatureAnswer
} from '#notebook/types/contract.ts';
import type { NotebookTypes, TypedEditor } from './notebook-types.ts';

/** What an editor may ask about its own cell; offsets are places in its text. */
export interface CellTypes {
	wake(): void;
	complete(offset: number, stop: AbortSignal): Promise<Completions | null>;
	describe(offset: number, label: string): Promise<Description | null>;
	hover(offset: number): Promise<HoverAnswer | null>;
	signature(offset: number, stop: AbortSignal): Promise<SignatureAnswer | null>;
	define(offset: number): Promise<Definition | null>;
	goTo(place: Definition): void;
	/** What to say of a problem. */
	say(problem: Problem): string;
	attach(editor: TypedEditor): () => void;
}

/** The part of a notebook's types that concerns one cell. */
export function cellTypes(types: NotebookTypes, cell: string): CellTypes {
	return {
		wake: () => types.wake(),
		complete: (offset, stop) => types.ask('complete', { cell, offset }, stop),
		describe: (offset, label) => types.ask('describe', { cell, offset, label }),
		hover: (offset) => types.ask('hover', { cell, offset }),
		signature: (offset, stop) => types.ask('signature', { cell, offset }, stop),
		define: (offset) => types.ask('define', { cell, offset }),
		goTo: (place) => types.goTo(place),
		say: (problem) => types.say(problem),
		attach: (editor) => types.attach(cell, editor)
	};
}
