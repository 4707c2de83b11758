import type { Command } from '../commands/command.ts';
import { fuzzyMatch } from './fuzzy.ts';

/** A command as the palette lists it. */
export interface RankedCommand {
	readonly command: Command;
	readonly title: string;
	/** Offsets of the title's characters that answer the query. */
	readonly positions: readonly number[];
	readonly isEnabled: boolean;
}

/**
 * The commands that answer a query, the best first and those that would do nothing now last. `titleOf` writes a title in
 * the learner's language. Equals keep their order.
 */
export function rankCommands(
	commands: readonly Command[],
	query: string,
	titleOf: (command: Command) => string
): readonly RankedCommand[] {
	return commands
		.flatMap((command) => {
			const title = titleOf(command);
			const match = fuzzyMatch(query, title);
			const isEnabled = command.isEnabled?.() ?? true;
			return match ? [{ command, title, isEnabled, ...match }] : [];
		})
		.sort((a, b) => Number(b.isEnabled) - Number(a.isEnabled) || b.score - a.score);
}
