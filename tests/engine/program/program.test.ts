import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { ScriptOutcome, ScriptTask } from '#sim/ports.ts';
import { inlineScripts } from '#tests/support/program-runner.ts';

interface Ran extends ScriptOutcome {
	readonly lines: readonly string[];
	/** Text of a file that it left behind. */
	text(path: string): string | undefined;
}

function taskOf(files: Readonly<Record<string, string>>, changes: Partial<ScriptTask> = {}): ScriptTask {
	return {
		jobName: 'p',
		image: 'image',
		command: ['node', '/app/main.js'],
		environment: {},
		files: Object.entries(files).map(([path, text]) => ({ path, bytes: encodeUtf8(text) })),
		folders: [],
		outputFolders: ['/out'],
		instanceType: 'ml.m5.large',
		...changes
	};
}

async function run(
	main: string,
	changes: Partial<ScriptTask> = {},
	more: Record<string, string> = {}
): Promise<Ran> {
	const lines: string[] = [];
	const script = inlineScripts().start(taskOf({ '/app/main.js': main, ...more }, changes), (line) =>
		lines.push(line)
	);
	const outcome = await script.finished;
	const text = (path: string): string | undefined => {
		const file = outcome.files.find((each) => each.path === path);
		return file && decodeUtf8(file.bytes);
	};
	return { ...outcome, lines, text };
}

describe('a program in its container', () => {
	it('has arguments, an environment, files, and leaves what it wrote to the output folders', async () => {
		const ran = await run(
			`import { readFile, writeFile, mkdir, readdir } from 'node:fs/promises';
			import path from 'node:path';
			const [, , first] = process.argv;
			const text = await readFile('/data/a.csv', 'utf8');
			await mkdir('/out/deep', { recursive: true });
			await writeFile(path.join('/out', 'deep', 'b.txt'), text.toUpperCase() + first + process.env.WORD);
			await writeFile('/elsewhere.txt', 'x');
			console.log((await readdir('/data')).join(), process.cwd());`,
			{ command: ['node', 'main.js', '1'], environment: { WORD: 'w' }, workingFolder: '/app' },
			{ '/data/a.csv': 'a,b' }
		);
		expect(ran).toMatchObject({ exitCode: 0, exitMessage: null, lines: ['a.csv /app'] });
		expect(ran.text('/out/deep/b.txt')).toBe('A,B1w');
		expect(ran.files.map(({ path }) => path)).toEqual(['/out/deep/b.txt']);
	});

	it('is made of modules, ES modules and CommonJS, which import each other', async () => {
		const ran = await run(
			`import two, { one as first, Counter } from './lib/two.mjs';
			import * as all from './lib/two.mjs';
			import old from './old.cjs';
			import data from './data.json' with { type: 'json' };
			const late = await import('./lib/late.js');
			console.log(first, two(2), new Counter().n, Object.keys(all).join(), old.three, data.four, late.five);`,
			{},
			{
				'/app/lib/two.mjs': `export const one = 1;\nexport default function double(n) { return n * 2; }\nexport class Counter { n = 7 }\nexport { one as alsoOne };`,
				'/app/old.cjs': `const { join } = require('node:path');\nexports.three = join('a', '..', '3');`,
				'/app/data.json': '{"four": 4}',
				'/app/lib/late.js': `export let five = 5;`
			}
		);
		expect(ran.lines).toEqual([
			'1 4 7 Counter,alsoOne,default,one 3 4 5'.replace(
				'Counter,alsoOne,default,one',
				ran.lines[0]!.split(' ')[3]!
			)
		]);
		expect(ran.lines[0]!.split(' ')[3]!.split(',').sort()).toEqual(['Counter', 'alsoOne', 'default', 'one']);
		expect(ran.exitCode).toBe(0);
	});

	it('ends as Node ends: by exit codes, by errors, and when nothing is left to do', async () => {
		expect((await run('process.exitCode = 3;')).exitCode).toBe(3);
		expect((await run(`setTimeout(() => process.exit(4), 5);`)).exitCode).toBe(4);
		const thrown = await run(`console.log('before');\nthrow new TypeError('no such thing');`);
		expect(thrown.exitCode).toBe(1);
		expect(thrown.lines[1]).toContain('TypeError: no such thing');
		const timed = await run(`setTimeout(() => console.log('later'), 10); console.log('first');`);
		expect(timed).toMatchObject({ exitCode: 0, lines: ['first', 'later'] });
		expect((await run(`const x = ;`)).lines.join()).toMatch(/SyntaxError: .* in \/app\/main\.js/);
	});

	it('is told in a shell’s words what cannot be started', async () => {
		const python = await run('', { command: ['python3', '/app/train.py'] });
		expect(python.exitCode).toBe(126);
		expect(python.lines.join()).toContain("'/app/train.py' is Python. Containers here run JavaScript");
		const absent = await run('', { command: ['train'] });
		expect(absent).toMatchObject({
			exitCode: 127,
			lines: ['exec: "train": executable file not found in $PATH']
		});
		const found = await run(
			'',
			{ command: ['train', 'x'], environment: { PATH: '/bin:/app' } },
			{
				'/app/train': `#!/usr/bin/env node\nconsole.log(process.argv[2]);`
			}
		);
		expect(found.lines).toEqual(['x']);
	});

	it('finds no packages, no network and nothing of Node’s that is not simulated, each said by name', async () => {
		const { lines } = await run(
			`for (const name of ['lodash', 'node:net', 'node:child_process']) await import(name).catch((e) => console.log(e.message));`
		);
		expect(lines[0]).toContain("Cannot find package 'lodash' imported from /app/main.js");
		expect(lines[1]).toContain("The module 'node:net' is not simulated");
		expect(lines[2]).toContain("The module 'node:child_process' is not simulated");
	});

	it('reads arguments as Node’s parseArgs does, and meets the file system’s own errors', async () => {
		const { lines } = await run(
			`import { parseArgs } from 'node:util';
			import fs from 'node:fs';
			const { values, positionals } = parseArgs({ options: { rate: { type: 'string', short: 'r', default: '1' }, deep: { type: 'boolean' } }, allowPositionals: true });
			console.log(values.rate, values.deep, positionals.join());
			try { fs.readFileSync('/nothing'); } catch (error) { console.log(error.code, error.message); }
			try { fs.writeFileSync('/no/folder', ''); } catch (error) { console.log(error.code); }`,
			{ command: ['node', '/app/main.js', '--deep', '-r', '0.5', 'file'] }
		);
		expect(lines).toEqual([
			'0.5 true file',
			"ENOENT ENOENT: no such file or directory, open '/nothing'",
			'ENOENT'
		]);
	});

	it('may write so many lines and no more', async () => {
		const { lines, exitCode } = await run(`for (let i = 0; i < 50_000; i++) console.log(i);`);
		expect(exitCode).toBe(0);
		expect(lines.length).toBeLessThanOrEqual(20_001);
		expect(lines.at(-1)).toContain('further lines are not kept');
	});

	it('hears SIGTERM, and may save what it has', async () => {
		const lines: string[] = [];
		const script = inlineScripts().start(
			taskOf({
				'/app/main.js': `import { writeFileSync } from 'node:fs';
				const timer = setInterval(() => {}, 1000);
				process.on('SIGTERM', () => { writeFileSync('/out/saved', 'yes'); clearInterval(timer); process.exitCode = 0; });
				console.log('ready');`
			}),
			(line) => lines.push(line)
		);
		while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		script.stop();
		expect(await script.finished).toMatchObject({ exitCode: 0, files: [{ path: '/out/saved' }] });
	});
});

describe('a program that serves', () => {
	const serve = (main: string) => inlineScripts().serve(taskOf({ '/app/main.js': main }), () => {});

	it('answers requests on port 8080 once its ping is answered', async () => {
		const server = await serve(`import http from 'node:http';
			http.createServer(async (request, response) => {
				if (request.url === '/ping') return response.end();
				let text = '';
				for await (const piece of request) text += piece;
				response.writeHead(201, { 'Content-Type': 'text/csv' });
				response.end([request.method, request.headers['content-type'], text].join());
			}).listen(8080, () => console.log('listening'));`);
		const answer = await server.invoke({
			body: encodeUtf8('1,2'),
			contentType: 'text/csv',
			accept: undefined
		});
		expect(answer).toMatchObject({ status: 201, contentType: 'text/csv' });
		expect(decodeUtf8(answer.body)).toBe('POST,text/csv,1,2');
		server.close();
	});

	it('is refused when it ends, or is not well', async () => {
		await expect(serve(`console.log('done');`)).rejects.toThrow(
			'The container does not serve: it ended with exit code 0 before it listened on port 8080.'
		);
		const ill = serve(
			`import http from 'node:http'; http.createServer((_, response) => response.writeHead(503).end()).listen(8080);`
		);
		await expect(ill).rejects.toThrow('it answered GET /ping with 503 and not with 200');
	});
});
