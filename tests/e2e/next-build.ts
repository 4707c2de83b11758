import { cp, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A copy of a build as a later one would be: another version, the entry under another name with another text; what did
 * not change keeps its name. Returns the folder.
 */
export async function nextBuild(build: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'next-build-'));
	await cp(build, folder, { recursive: true });
	const page = await readFile(join(folder, 'index.html'), 'utf8');
	const version = /name="sagebrush-build" content="(\w+)"/.exec(page)?.[1];
	const entry = /assets\/(index-[\w-]+\.js)/.exec(page)?.[1];
	if (version === undefined || entry === undefined) throw new Error(`${build} holds no finished build.`);
	const assets = (await readdir(join(folder, 'assets'))).map((name) => join('assets', name));
	for (const name of ['index.html', 'sw.js', ...assets].filter((one) => /\.(js|html)$/.test(one))) {
		const text = await readFile(join(folder, name), 'utf8');
		const changed = text.replaceAll(entry, 'index-Later000.js').replaceAll(version, 'later00000000000');
		if (changed !== text) await writeFile(join(folder, name), changed);
	}
	await rename(join(folder, 'assets', entry), join(folder, 'assets', 'index-Later000.js'));
	return folder;
}
