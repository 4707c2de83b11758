import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { PlatformError } from '#base/errors.ts';

/**
 * Keeps a second server out of a folder: two would overwrite each other's account. A lock whose process has died holds
 * nothing. Returns the release.
 * @throws PlatformError StorageInUse
 */
export function lockFolder(path: string): () => void {
	const mine = `${process.pid} ${startOf(process.pid)}`;
	for (;;) {
		try {
			writeFileSync(path, mine, { flag: 'wx' });
			return () => unlinkSync(path);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const owner = readFileSync(path, 'utf8');
		if (isAlive(owner, mine)) {
			throw new PlatformError('StorageInUse', `Process ${owner.split(' ')[0]} uses this folder already.`, {
				hint: `Stop it, or give another folder. If there is no such server, delete ${path}.`
			});
		}
		unlinkSync(path);
	}
}

function isAlive(owner: string, mine: string): boolean {
	const [pid = '', start] = owner.split(' ');
	// A process writes its lock in one breath; what is no number was torn when its writer died.
	if (!/^\d+$/.test(pid)) return false;
	if (owner === mine) return true;
	try {
		process.kill(Number(pid), 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	// Another process may have got the number since.
	return startOf(Number(pid)) === start;
}

/** When a process began, in the system's own count; empty where the system does not tell. */
function startOf(pid: number): string {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
	} catch {
		return '';
	}
}
