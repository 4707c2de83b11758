import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FLOORS, findViolations, type SourceFile } from './support/architecture.ts';

describe('the architecture of src', () => {
	const files = sourceFiles();

	it('keeps the laws of src/README.md', () => {
		expect(files.length).toBeGreaterThan(50);
		expect(findViolations(files)).toEqual([]);
	});

	it('has every floor on the map', () => {
		const map = readFileSync('src/README.md', 'utf8');
		for (const floor of FLOORS) expect(map).toMatch(new RegExp(`\`${floor}/\``));
	});

	it.each<[string, string, string]>([
		['src/ml/planted.ts', `import { x } from '#ui/App.svelte';`, 'ml -> ui'],
		['src/sim/planted.ts', `import { x } from '#engine/rpc.ts';`, 'sim -> engine'],
		['src/base/planted.ts', `export { x } from '../ml/registry.ts';`, 'base -> ml'],
		['src/state/planted.ts', `const lazy = () => import('#ui/route.ts');`, 'state -> ui'],
		[
			'src/engine/planted.ts',
			`new Worker(new URL('../notebook/x.ts', import.meta.url))`,
			'engine -> notebook'
		],
		['src/notebook/planted.ts', `import type { A } from '../sim/ports.ts';`, 'leaves its room'],
		['src/ml/planted.ts', `import { mount } from 'svelte';`, 'may not import svelte'],
		[
			'src/sim/planted.ts',
			`import { S3Client } from '@aws-sdk/client-s3';`,
			'may not import @aws-sdk/client-s3'
		],
		['src/ml/algorithms/a/x.ts', `import { y } from '../b/y.ts';`, 'algorithm a imports algorithm b'],
		['src/ml/BadName.ts', '', 'kebab-case'],
		['src/ui/badName.svelte', '', 'PascalCase'],
		['src/ml/long.ts', '\n'.repeat(500), 'has 501 lines'],
		['src/ml/all.ts', `export * from './x.ts';`, 'list the exported names']
	])('would not let %s pass with %j', (path, text, breach) => {
		expect(findViolations([{ path, text }]).join('\n')).toContain(breach);
	});

	it('finds nothing wrong with imports that go down, and none in comments', () => {
		const text = [
			`import { a } from '#base/a.ts';`,
			`import { b } from './b.ts';`,
			`import type { Bucket } from '@aws-sdk/client-s3';`,
			`// import { c } from '#ui/c.ts';`,
			`/* import { d } from '#ui/d.ts'; */`
		].join('\n');
		expect(findViolations([{ path: 'src/sim/fine.ts', text }])).toEqual([]);
	});
});

function sourceFiles(): SourceFile[] {
	return readdirSync('src', { recursive: true, encoding: 'utf8' })
		.filter((path) => /\.(ts|svelte)$/.test(path))
		.map((path) => `src/${path.replaceAll('\\', '/')}`)
		.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
