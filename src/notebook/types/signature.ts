import ts from 'typescript';
import type { SignatureAnswer } from './contract.ts';
import { textOf } from './doc-text.ts';

/** The overload that fits best, with the parameter under the cursor. */
export function toSignature(found: ts.SignatureHelpItems): SignatureAnswer | null {
	const item = found.items[found.selectedItemIndex];
	if (!item) return null;
	const before = ts.displayPartsToString(item.prefixDisplayParts);
	return {
		name: before.replace(/[<(].*$/s, ''),
		parameters: item.parameters.map(({ displayParts, documentation }) => ({
			text: ts.displayPartsToString(displayParts),
			prose: textOf(documentation)
		})),
		before,
		between: ts.displayPartsToString(item.separatorDisplayParts),
		after: ts.displayPartsToString(item.suffixDisplayParts),
		active: item.isVariadic ? Math.min(found.argumentIndex, item.parameters.length - 1) : found.argumentIndex,
		prose: textOf(item.documentation),
		overload: { number: found.selectedItemIndex + 1, total: found.items.length }
	};
}
