import type { Command } from '../commands/command.ts';
import type { VersionDesk } from './version-desk.svelte.ts';

/** Commands about earlier states of the open notebook, and about the lesson beneath it. */
export function versionCommands(desk: VersionDesk): readonly Command[] {
	const { notebook } = desk.session;
	const list: Command = {
		id: 'versions.list',
		title: 'versions.command',
		group: 'file',
		scope: 'anywhere',
		run: () => desk.openList()
	};
	if (!notebook.lesson) return [list];
	return [
		list,
		{
			id: 'versions.compare',
			title: 'versions.compare',
			group: 'cell',
			scope: 'anywhere',
			isEnabled: () => Boolean(notebook.selected?.origin && notebook.selected.isChanged),
			run: () => {
				if (notebook.selected) desk.compare(notebook.selected);
			}
		}
	];
}
