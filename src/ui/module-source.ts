import { moduleUrls } from 'virtual:sagebrush-kernel';
import { PlatformError, UserError } from '#base/errors.ts';

const sources = new Map<string, Promise<string>>();

/**
 * Source text of a module that cells may import, or of a chunk of one; fetched once. Rejects with a UserError
 * `UnknownModule` that lists the modules there are, or with a PlatformError `ModuleNotLoaded` when it cannot be fetched.
 */
export function fetchModuleSource(specifier: string): Promise<string> {
	const url = Object.hasOwn(moduleUrls, specifier) ? moduleUrls[specifier] : undefined;
	if (url === undefined) {
		const names = Object.keys(moduleUrls).filter((name) => !name.startsWith('./'));
		const list = names.sort().join(', ');
		return Promise.reject(
			new UserError('UnknownModule', `'${specifier}' cannot be imported here.`, {
				hint: `Available: ${list}.`
			})
		);
	}
	const known = sources.get(specifier);
	if (known) return known;
	const loading = fetchText(specifier, url);
	sources.set(specifier, loading);
	loading.catch(() => sources.delete(specifier));
	return loading;
}

async function fetchText(name: string, url: string): Promise<string> {
	const response = await fetch(url).catch((cause: unknown) => {
		throw notLoaded(name, 'the network failed', cause);
	});
	if (!response.ok) throw notLoaded(name, `the server answered ${response.status}`, undefined);
	return response.text();
}

function notLoaded(name: string, why: string, cause: unknown): PlatformError {
	const hint = 'Check the connection and run the cell again.';
	return new PlatformError('ModuleNotLoaded', `The module '${name}' could not be loaded: ${why}.`, {
		hint,
		cause
	});
}
