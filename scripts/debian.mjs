import { spawnSync } from 'node:child_process';
import { run } from './install.mjs';

/** The path of a program, null where there is none. */
export function which(name) {
	const result = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
	return result.status === 0 ? result.stdout.trim() : null;
}

/** Installs a package of Debian, where this is a Debian and we may. What could not be installed, nobody is told of. */
export function installPackage(name) {
	if (process.getuid?.() !== 0 || !which('apt-get')) return;
	console.log(`Installing ${name}…`);
	run('apt-get', ['update', '-qq']);
	run('apt-get', ['install', '-y', '-qq', name], { DEBIAN_FRONTEND: 'noninteractive' });
}
