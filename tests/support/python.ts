import { execFile, spawnSync } from 'node:child_process';

/** Why a Python module cannot be used here, as a test's name tells it; null where it can. */
export function pythonLacks(module: string, python = 'python3'): string | null {
	const { error, status } = spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' });
	if (error) return `skipped: there is no ${python}`;
	return status === 0 ? null : `skipped: ${python} has no ${module}`;
}

/** Runs a program without holding this process; resolves with what it printed, rejects with what it complained of. */
export function output(
	command: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {}
): Promise<string> {
	return new Promise((resolve, reject) => {
		const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
		execFile(command, [...args], options, (error, stdout, stderr) => {
			if (error) reject(new Error(`${command}: ${stderr || error.message}`));
			else resolve(stdout);
		});
	});
}
