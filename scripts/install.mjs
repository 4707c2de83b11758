import { spawn, spawnSync } from 'node:child_process';
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

/** Runs a command in the root beside others; resolves with its exit code and all that it printed. */
export function runAside(command, args) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
		const chunks = [];
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
		child.on('error', ({ message }) => resolve({ code: 1, output: `${command}: ${message}\n` }));
		child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
	});
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
