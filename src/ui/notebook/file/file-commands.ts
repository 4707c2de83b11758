import type { Command } from '../commands/command.ts';
import type { FileDesk } from './file-desk.svelte.ts';

/** Commands that take the open notebook out of the page, or other ones in. @param pick opens the file picker */
export function fileCommands(desk: FileDesk, pick: () => void): readonly Command[] {
	const isEnabled = (): boolean => !desk.isBusy;
	return [
		{
			id: 'file.open',
			title: 'file.open',
			group: 'file',
			keys: ['Mod+O'],
			scope: 'anywhere',
			run: pick
		},
		{
			id: 'file.ipynb',
			title: 'file.ipynb',
			group: 'file',
			scope: 'anywhere',
			isEnabled,
			run: () => desk.download('ipynb')
		},
		{
			id: 'file.markdown',
			title: 'file.markdown',
			group: 'file',
			scope: 'anywhere',
			isEnabled,
			run: () => desk.download('markdown')
		},
		{
			id: 'file.html',
			title: 'file.html',
			group: 'file',
			scope: 'anywhere',
			isEnabled,
			run: () => desk.download('html')
		},
		{
			id: 'file.script',
			title: 'file.script',
			group: 'file',
			scope: 'anywhere',
			isEnabled,
			run: () => desk.download('script')
		},
		{
			id: 'file.print',
			title: 'file.print',
			group: 'file',
			keys: ['Mod+P'],
			scope: 'anywhere',
			isEnabled,
			run: () => desk.print()
		},
		{
			id: 'file.link',
			title: 'file.link',
			group: 'file',
			scope: 'anywhere',
			isEnabled,
			run: () => desk.copyLink()
		},
		{
			id: 'file.everything',
			title: 'file.all',
			group: 'file',
			scope: 'anywhere',
			isEnabled,
			run: () => desk.downloadEverything()
		}
	];
}
