import { CellSyntaxError } from './cell-syntax-error.ts';
import { assignedNames, freeNames, lexicalNames } from './free-names.ts';
import { parseCell } from './parse-cell.ts';
import { varNames } from './syntax.ts';

/** What a cell's text says about names, before it runs. */
export interface CellNames {
	/** Names that it declares or gives another value. */
	readonly defines: readonly string[];
	/** Names that it reads or writes and does not declare, globals of the language among them. */
	readonly uses: readonly string[];
}

/**
 * Reads the names of a cell off its text, in the order of their appearance. Functions count with what they use, whether
 * or not they are called; types do not count; what methods change inside a value is not tracked. Null for a text that
 * cannot be read.
 */
export function cellNames(source: string): CellNames | null {
	try {
		const statements = parseCell(source);
		const declared = [...lexicalNames(statements), ...varNames(statements)];
		return {
			defines: [...new Set([...declared, ...assignedNames(statements)])],
			uses: freeNames(statements)
		};
	} catch (error) {
		if (error instanceof CellSyntaxError || error instanceof RangeError) return null;
		throw error;
	}
}
