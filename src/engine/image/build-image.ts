import { sha256 } from '@noble/hashes/sha2.js';
import { gzipSync } from 'fflate';
import { encodeUtf8, toHex } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { writeTar } from '#sim/core/tar.ts';
import type { ContainerFile } from '#sim/ports.ts';
import { basename, normalize, resolveFrom } from '../program/posix-path.ts';
import { readDockerfile, type CopyStep, type Dockerfile } from './dockerfile.ts';

/** Bytes under the name that a registry knows them by. */
export interface ImageBlob {
	/** `sha256:…` */
	readonly digest: string;
	readonly bytes: Uint8Array;
}

/** An image as a registry takes it: Docker's own format, with one layer for each step that copies files. */
export interface BuiltImage {
	/** JSON, to the letter that its digest is made of. */
	readonly manifest: string;
	readonly mediaType: string;
	readonly config: ImageBlob;
	readonly layers: readonly ImageBlob[];
}

export interface BuildContext {
	readonly dockerfile: string;
	/** The files beside it, by relative paths. */
	readonly files: Readonly<Record<string, string | Uint8Array>>;
}

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG = 'application/vnd.docker.container.image.v1+json';
const LAYER = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/**
 * Builds an image, as `docker build` does; the base image's own layers are left out, since Node is in every container
 * here. Same input, same digests. @throws UserError BadDockerfile, NotSimulated
 */
export function buildImage({ dockerfile, files }: BuildContext): BuiltImage {
	const plan = readDockerfile(dockerfile);
	const tars = plan.copies.map((step) => writeTar(copied(step, files)));
	const layers = tars.map((tar) => blobOf(gzipSync(tar, { mtime: 0 })));
	const diffs = tars.map((tar) => blobOf(tar).digest);
	const config = blobOf(encodeUtf8(JSON.stringify(configOf(plan, diffs))));
	const described = (mediaType: string, { digest, bytes }: ImageBlob) => ({
		mediaType,
		size: bytes.length,
		digest
	});
	const manifest = JSON.stringify({
		schemaVersion: 2,
		mediaType: MANIFEST,
		config: described(CONFIG, config),
		layers: layers.map((layer) => described(LAYER, layer))
	});
	return { manifest, mediaType: MANIFEST, config, layers };
}

function blobOf(bytes: Uint8Array): ImageBlob {
	return { digest: `sha256:${toHex(sha256(bytes))}`, bytes };
}

function configOf({ base, settings, steps }: Dockerfile, diffs: readonly string[]): unknown {
	const { environment, entrypoint, command, workingFolder, labels, ports } = settings;
	return {
		architecture: 'amd64',
		os: 'linux',
		created: '1970-01-01T00:00:00Z',
		config: {
			Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
			Entrypoint: entrypoint,
			Cmd: command,
			WorkingDir: workingFolder,
			Labels: { 'org.opencontainers.image.base.name': base, ...labels },
			ExposedPorts: Object.fromEntries(ports.map((port) => [port.includes('/') ? port : `${port}/tcp`, {}]))
		},
		rootfs: { type: 'layers', diff_ids: diffs },
		history: steps.map((step) => ({ created: '1970-01-01T00:00:00Z', created_by: step }))
	};
}

/** What one step copies, by the paths in the image. */
function copied({ sources, target, isFolder }: CopyStep, files: BuildContext['files']): ContainerFile[] {
	const context = Object.entries(files).map(([path, content]) => ({
		path: normalize(path),
		bytes: typeof content === 'string' ? encodeUtf8(content) : content
	}));
	return sources.flatMap((source) => {
		const from = normalize(source.replace(/^\/+/, '') || '.');
		const single = context.find(({ path }) => path === from);
		if (single)
			return [{ path: isFolder ? resolveFrom(target, basename(from)) : target, bytes: single.bytes }];
		const within = context.filter(({ path }) => from === '.' || path.startsWith(`${from}/`));
		if (within.length === 0) {
			throw new UserError('BadDockerfile', `COPY failed: file not found in build context: ${source}`, {
				hint: `The context has ${context.map(({ path }) => path).join(', ') || 'no files'}.`
			});
		}
		return within.map(({ path, bytes }) => ({
			path: resolveFrom(target, from === '.' ? path : path.slice(from.length + 1)),
			bytes
		}));
	});
}
