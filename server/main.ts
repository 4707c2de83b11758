import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SagebrushError } from '#base/errors.ts';
import { readAccountFile, writeAccountFile } from './account-file.ts';
import { checkSettings, type RegionSettings } from '#sim/settings/index.ts';
import { startHost } from './host.ts';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { openRegion, type OpenedRegion } from './open-region.ts';

/** `npm run region`: the simulated region as a server on this machine. */
async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options === null) return say(USAGE);
	const settings = options.settings === null ? null : readSettings(options.settings);
	const { folder, remove } = folderOf(options);
	const opened = await open(options).catch((error: unknown) => {
		remove();
		throw error;
	});
	if (!opened) return;
	if (settings) await opened.region.settings.change(settings);
	const host = await startHost({
		region: opened.region,
		port: options.port,
		...(options.quiet ? {} : { onAnswer: say })
	}).catch(async (error: unknown) => {
		await opened.close();
		remove();
		throw error;
	});
	const stop = async (): Promise<void> => {
		await host.close();
		await opened.close();
		remove();
		process.exit(0);
	};
	process.once('SIGINT', () => void stop());
	process.once('SIGTERM', () => void stop());
	say(`listening on http://127.0.0.1:${host.port}`);

	/** Null where there was a file to be written and nothing to be served. */
	async function open({ importFrom, exportTo, ...how }: Options): Promise<OpenedRegion | null> {
		if (importFrom !== null) await readAccountFile(folder, resolve(importFrom));
		if (exportTo === null) return openRegion(folder, how);
		const sizeBytes = await writeAccountFile(folder, resolve(exportTo));
		say(`${exportTo}: ${sizeBytes} bytes`);
		return null;
	}
}

/** @throws UsageError or UserError, before anything is opened */
function readSettings(file: string): RegionSettings {
	try {
		return checkSettings(JSON.parse(readFileSync(file, 'utf8')));
	} catch (error) {
		if (error instanceof SagebrushError) throw error;
		throw new UsageError(`--settings takes a JSON file: ${file}: ${(error as Error).message}`);
	}
}

/** The account's folder: the one that was asked for, or one that goes with the server. */
function folderOf({ data }: Options): { readonly folder: string; readonly remove: () => void } {
	if (data !== null) return { folder: resolve(data), remove: () => {} };
	const folder = mkdtempSync(join(tmpdir(), 'sagebrush-region-'));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function explain(error: unknown): string {
	if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
	if (error instanceof SagebrushError) return error.hint ? `${error.message} ${error.hint}` : error.message;
	const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
	if (code === 'EADDRINUSE') return `Port ${port} is taken. Give another one with --port.`;
	if (code === 'EACCES') return `Port ${port} is not yours to take. Give one above 1023 with --port.`;
	return message;
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`);
	process.exit(error instanceof UsageError ? 2 : 1);
});
