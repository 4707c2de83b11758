import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { InstancePool } from '#engine/instance-pool.ts';
import { SandboxScriptRunner } from '#engine/program/sandbox-script-runner.ts';
import type { ScriptRun, ScriptRunner } from '#sim/ports.ts';
import { openProcess } from '#server/program-process.ts';
import { refusedScripts } from '#server/refused-scripts.ts';
import { buildRegion } from '#tests/support/region-process.ts';

let runner: ScriptRunner;

beforeAll(() => {
	const folder = `${dirname(buildRegion('programs-test'))}/`;
	runner = new SandboxScriptRunner(new InstancePool(1), (...hooks) => openProcess(folder, ...hooks));
}, 120_000);

function start(main: string, onLog: (line: string) => void = () => {}, by = runner): ScriptRun {
	const task = {
		jobName: 'p',
		image: 'image',
		command: ['node', '/app/main.mjs'],
		environment: { GIVEN: 'yes' },
		files: [{ path: '/app/main.mjs', bytes: encodeUtf8(main) }],
		folders: [],
		outputFolders: ['/out'],
		instanceType: 'ml.m5.large'
	};
	return by.start(task, onLog);
}

async function linesOf(main: string): Promise<string[]> {
	const lines: string[] = [];
	await start(main, (line) => lines.push(line)).finished;
	return lines;
}

/** What each expression gives, or its error; `main` is the realm of the process around, got at through an error of it. */
const tried = (expressions: readonly string[]): string =>
	`const attempts = [${expressions.map((each) => `async () => (${each})`).join()}];
	for (const attempt of attempts) {
		try { console.log('got', String(await attempt())); } catch (error) { console.log(error.name + ': ' + error.message); }
	}`;

describe('a program in a process of its own', { timeout: 30_000 }, () => {
	it('computes, reads and writes files of its own, and has its exit code', async () => {
		const lines: string[] = [];
		const run = start(
			`import { writeFileSync } from 'node:fs';
			await new Promise((resolve) => setTimeout(resolve, 10));
			writeFileSync('/out/a', Buffer.from('written'));
			console.log(process.env.GIVEN, Object.keys(process.env).join());
			process.exitCode = 5;`,
			(line) => lines.push(line)
		);
		const { exitCode, files } = await run.finished;
		expect([exitCode, files.map(({ path, bytes }) => [path, decodeUtf8(bytes)])]).toEqual([
			5,
			[['/out/a', 'written']]
		]);
		expect(lines).toEqual(['yes GIVEN']);
	});

	it('finds nothing of the machine: no network, no files, no processes, no code out of text', async () => {
		const lines = await linesOf(
			tried([
				`typeof fetch + typeof WebSocket + typeof require`,
				`import('node:net')`,
				`(await import('node:fs')).readFileSync('/etc/passwd', 'utf8')`,
				`import('node:child_process')`,
				`import('/etc/passwd')`,
				`eval('1')`,
				`Function('return process')()`,
				`console.log.constructor('return process')()`,
				`process.send.constructor('return process')()`,
				`process.constructor.constructor('return globalThis.process')().mainModule`
			])
		);
		expect(lines).toEqual([
			'got undefinedundefinedundefined',
			expect.stringContaining("The module 'node:net' is not simulated"),
			expect.stringContaining('ENOENT: no such file or directory'),
			expect.stringContaining("The module 'node:child_process' is not simulated"),
			expect.stringContaining("Cannot find module '/etc/passwd'"),
			expect.stringContaining('Code generation from strings disallowed'),
			expect.stringContaining('Code generation from strings disallowed'),
			expect.stringContaining('Code generation from strings disallowed'),
			expect.stringMatching(/^TypeError/),
			expect.stringContaining('Code generation from strings disallowed')
		]);
	});

	it('serves requests', async () => {
		const task = {
			jobName: 's',
			image: 'image',
			command: ['node', '/s.mjs'],
			environment: {},
			files: [
				{
					path: '/s.mjs',
					bytes: encodeUtf8(
						`import { createServer } from 'node:http';
						createServer((request, response) => {
							request.on('data', (piece) => response.write(piece.toString().toUpperCase()));
							request.on('end', () => response.end());
						}).listen(8080);`
					)
				}
			],
			folders: [],
			outputFolders: [],
			instanceType: ''
		};
		const server = await runner.serve(task, () => {});
		const answer = await server.invoke({
			body: encodeUtf8('abc'),
			contentType: undefined,
			accept: undefined
		});
		expect(decodeUtf8(answer.body)).toBe('ABC');
		server.close();
	});

	it('is killed when it does not hear, when it takes too much memory, and when it floods', async () => {
		let begun: () => void = () => {};
		const hasBegun = new Promise<void>((resolve) => (begun = resolve));
		const endless = start(`console.log('on and on'); await null; setTimeout(() => { for (;;); }, 50);`, () =>
			begun()
		);
		await Promise.race([hasBegun, endless.finished]);
		await new Promise((resolve) => setTimeout(resolve, 100));
		endless.kill();
		await expect(endless.finished).rejects.toThrow('The instance was taken away.');
		const heap = start(`const all = []; for (;;) all.push(new Array(1e6).fill(all.length + 0.5));`);
		await expect(heap.finished).rejects.toThrow('The instance died');
		const bytes = start(`const all = []; for (;;) all.push(new Uint8Array(1e7).fill(1));`);
		await expect(bytes.finished).rejects.toThrow('The instance died');
	});
});

it('A server without --allow-code runs nothing, and says which option lets it', async () => {
	await expect(start('', () => {}, refusedScripts()).finished).rejects.toMatchObject({
		code: 'CodeNotAllowed',
		hint: 'Start it anew: npm run region -- --allow-code.'
	});
});
