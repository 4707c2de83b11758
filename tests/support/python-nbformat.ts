import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PYTHON = '/usr/bin/python3';

/** Whether Jupyter's own library is here to ask. */
export const hasNbformat = spawnSync(PYTHON, ['-c', 'import nbformat']).status === 0;

/** What Jupyter's own library finds wrong with notebooks, a line each; nothing where all are valid. */
export function askNbformat(texts: readonly string[]): string {
	const folder = mkdtempSync(join(tmpdir(), 'notebooks-'));
	try {
		const paths = texts.map((text, i) => {
			const path = join(folder, `${i}.ipynb`);
			writeFileSync(path, text);
			return path;
		});
		const { stdout, stderr } = spawnSync(PYTHON, ['tests/golden/ipynb/generate.py', 'check', ...paths], {
			encoding: 'utf8'
		});
		return stdout + stderr;
	} finally {
		rmSync(folder, { recursive: true });
	}
}
