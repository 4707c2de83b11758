import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';

/** A Chromium whose profile outlives it, so that the process itself can be killed and started again. */
export class LastingBrowser {
	readonly #executable: string;
	readonly #profile: string;
	#process: ChildProcess | null = null;
	#browser: Browser | null = null;

	private constructor(executable: string, profile: string) {
		this.#executable = executable;
		this.#profile = profile;
	}

	static async create(executable: string): Promise<LastingBrowser> {
		return new LastingBrowser(executable, await mkdtemp(join(tmpdir(), 'sagebrush-soak-')));
	}

	/** The profile's own context; starts the process where none runs. */
	async context(): Promise<BrowserContext> {
		this.#browser ??= await this.#start();
		return this.#browser.contexts()[0]!;
	}

	/** Ends the whole browser at once, as a power cut of the tab's world does: no page hears of it. */
	async kill(): Promise<void> {
		const ended = new Promise<void>((resolve) => this.#process?.once('exit', () => resolve()));
		this.#process?.kill('SIGKILL');
		await ended;
		this.#browser = null;
	}

	/** Ends the browser and takes its profile away. */
	async close(): Promise<void> {
		if (this.#browser) await this.kill();
		await rm(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}

	async #start(): Promise<Browser> {
		const flags = [
			'--headless=new',
			'--no-sandbox',
			'--no-first-run',
			'--disable-gpu-sandbox',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--remote-debugging-port=0',
			`--user-data-dir=${this.#profile}`,
			'about:blank'
		];
		const child = spawn(this.#executable, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
		this.#process = child;
		return chromium.connectOverCDP(await debuggerAddress(child));
	}
}

/** Chromium says on its error stream where its debugger listens. */
function debuggerAddress(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = '';
		child.stderr?.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
			if (address !== undefined) resolve(address);
		});
		child.once('exit', () => reject(new Error(`Chromium ended before it listened: ${said}`)));
	});
}
