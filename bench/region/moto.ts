import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { pythonLacks } from '#tests/support/python.ts';

/** Runs `work` against moto's server; null where Python has no moto. */
export async function withMoto<T>(work: (url: string) => Promise<T>): Promise<T | null> {
	const lacks = pythonLacks('moto.server');
	if (lacks !== null) {
		console.log(`peer moto ${lacks}`);
		return null;
	}
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const moto = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
		stdio: 'ignore'
	});
	try {
		for (let i = 0; i < 200 && !(await answers(url)); i++) await wait(100);
		return await work(url);
	} finally {
		moto.kill('SIGKILL');
	}
}

async function answers(url: string): Promise<boolean> {
	return fetch(`${url}/moto-api/`).then(
		() => true,
		() => false
	);
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}
