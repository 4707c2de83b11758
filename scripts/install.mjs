import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at the end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const STAMP = `${ROOT}node_modules/.sagebrush-lock`;

/** Runs a command in the root with its output on ours; returns its exit code. */
export function run(command, args, env = {}) {
	const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
	if (result.error) console.error(`${command}: ${result.error.message}`);
	return result.status ?? 1;
}

/** Installs what package-lock.json names, unless that very lock is installed already. Ends the process when it can't. */
export function install() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		console.error(`Sagebrush needs Node 20.19 or newer; this is ${process.versions.node}.`);
		process.exit(1);
	}
	const lock = createHash('sha256')
		.update(readFileSync(`${ROOT}package-lock.json`))
		.digest('hex');
	if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
	console.log('Installing dependencies…');
	if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) process.exit(1);
	writeFileSync(STAMP, lock);
}
