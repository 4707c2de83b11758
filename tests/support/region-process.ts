import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** A server of its own process, as `npm run region` starts it. */
export interface RegionProcess {
	readonly url: string;
	readonly process: ChildProcess;
	/** Kills it as a power switch does, and waits until it is gone. */
	kill(): Promise<void>;
	/** Ends it as Ctrl-C does; resolves with its exit code. */
	stop(): Promise<number | null>;
}

/** Builds the server into a folder of the caller's own; returns the file to start. */
export function buildRegion(name: string): string {
	const folder = resolve('.cache', `region-${name}`);
	mkdirSync(folder, { recursive: true });
	const config = ['--config', 'server/vite.config.ts', '--outDir', folder, '--logLevel', 'error'];
	execFileSync(process.execPath, [resolve('node_modules/vite/bin/vite.js'), 'build', ...config], {
		stdio: 'ignore'
	});
	return resolve(folder, 'main.js');
}

/** Starts the server; resolves when it says that it listens, rejects with what it said when it ends instead. */
export function startRegion(
	main: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {}
): Promise<RegionProcess> {
	const child = spawn(process.execPath, [main, '--port', '0', '--quiet', ...args], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
	const end = (signal: NodeJS.Signals): Promise<number | null> => {
		child.kill(signal);
		return ended;
	};
	return new Promise((started, failed) => {
		let said = '';
		const hear = (piece: Buffer): void => {
			said += piece.toString();
			const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(said)?.[1];
			if (url === undefined) return;
			started({
				url,
				process: child,
				kill: async () => void (await end('SIGKILL')),
				stop: () => end('SIGTERM')
			});
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		void ended.then((code) => failed(new Error(`The server ended with ${code}: ${said}`)));
	});
}
