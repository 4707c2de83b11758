import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Connect, Plugin } from 'vite';
import { buildTypes } from './types/build-types.ts';
import type { TypeIndex } from '../src/notebook/types/type-pack.ts';

const VIRTUAL = 'virtual:sagebrush-types';
/** Where the development server offers the packs. */
const DEV_PATH = '/@sagebrush-types/';

interface PackFile {
	readonly pack: string;
	readonly name: string;
	readonly bytes: Uint8Array;
}

interface PackFiles {
	readonly index: TypeIndex;
	readonly files: readonly PackFile[];
}

/**
 * Offers the declarations that cells see as `virtual:sagebrush-types`: an index, and the address of each pack. In the
 * build packs are assets that the editor's worker fetches when a cell imports what they describe.
 */
export function typesPlugin(): Plugin {
	let root = '';
	let isBuild = false;
	let built: PackFiles | null = null;
	const packs = (): PackFiles => (built ??= packFiles(root));
	return {
		name: 'sagebrush-types',
		configResolved(config) {
			root = config.root;
			isBuild = config.command === 'build';
		},
		configureServer(server) {
			server.middlewares.use(servePacks(packs));
			server.watcher.on('change', (file) => {
				if (/\/src\/(ml|notebook\/sdk)\//.test(file.replaceAll('\\', '/'))) built = null;
			});
		},
		resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : null),
		load(id) {
			if (id !== `\0${VIRTUAL}`) return null;
			const { index, files } = packs();
			const urls = files.map((file) => {
				if (!isBuild)
					return `${JSON.stringify(file.pack)}: new URL('${DEV_PATH}${file.name}', location.origin).href`;
				const asset = this.emitFile({
					type: 'asset',
					fileName: `assets/${file.name}`,
					source: file.bytes
				});
				return `${JSON.stringify(file.pack)}: import.meta.ROLLUP_FILE_URL_${asset}`;
			});
			return `export const typeIndex = ${JSON.stringify(index)};\nexport const packUrls = {${urls.join(',\n')}};`;
		}
	};
}

function packFiles(root: string): PackFiles {
	const { index, packs } = buildTypes(root);
	const files = Object.entries(packs).map(([pack, content]) => {
		const bytes = deflateRawSync(JSON.stringify(content), { level: 9 });
		const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
		return { pack, name: `types-${pack}-${hash}.bin`, bytes };
	});
	return { index, files };
}

function servePacks(packs: () => PackFiles): Connect.NextHandleFunction {
	return (request, response, next) => {
		const at = request.url?.indexOf(DEV_PATH) ?? -1;
		if (at < 0) return next();
		const name = request.url!.slice(at + DEV_PATH.length).replace(/[?#].*$/, '');
		const file = packs().files.find((one) => one.name === name);
		response.statusCode = file ? 200 : 404;
		response.setHeader('content-type', 'application/octet-stream');
		response.end(file?.bytes);
	};
}
