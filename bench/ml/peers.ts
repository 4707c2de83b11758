import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const SOURCES = join(process.cwd(), 'bench/ml/peers');
const HOME = join(process.cwd(), '.cache/bench/peers');

/** Installs the libraries that peers/package.json pins, where they are not yet. */
export function installPeers(): void {
	const [wanted, there] = [join(SOURCES, 'package.json'), join(HOME, 'package.json')];
	if (existsSync(there) && readFileSync(there, 'utf8') === readFileSync(wanted, 'utf8')) return;
	mkdirSync(HOME, { recursive: true });
	execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', HOME, ...packages(wanted)], {
		stdio: 'inherit'
	});
	copyFileSync(wanted, there);
}

function packages(file: string): string[] {
	const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
	return Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
}

/** Lets the files under peers/ import what is installed for them. */
export function peersPlugin(): Plugin {
	return {
		name: 'sagebrush-bench-peers',
		enforce: 'pre',
		resolveId(source, importer) {
			if (!importer?.startsWith(SOURCES) || source.startsWith('.') || source.startsWith('\0')) return null;
			return this.resolve(source, join(HOME, 'index.js'), { skipSelf: true });
		}
	};
}
