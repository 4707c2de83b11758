import { gunzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { buildImage } from '#engine/image/build-image.ts';
import { readDockerfile } from '#engine/image/dockerfile.ts';
import { readTar } from '#sim/core/tar.ts';

describe('a Dockerfile', () => {
	it('says what is copied where, and how the image is started', () => {
		const { settings, copies, base } = readDockerfile(`
			# a comment
			FROM node:20
			ENV A=1 B="two words" \\
				C=$A
			ENV PATH=/opt/program:$PATH
			WORKDIR /opt
			WORKDIR program
			COPY --chown=node a.js lib/ ./
			COPY ["b.js", "/elsewhere/c.js"]
			RUN chmod +x train
			EXPOSE 8080
			LABEL team=blue
			ENTRYPOINT ["node", "a.js"]`);
		expect(base).toBe('node:20');
		expect(settings).toMatchObject({
			environment: { A: '1', B: 'two words' },
			workingFolder: '/opt/program',
			entrypoint: ['node', 'a.js'],
			ports: ['8080'],
			labels: { team: 'blue' }
		});
		expect(settings.environment['PATH']).toMatch(/^\/opt\/program:\/usr\/local\/sbin:/);
		expect(copies).toEqual([
			{ sources: ['a.js', 'lib/'], target: '/opt/program', isFolder: true },
			{ sources: ['b.js'], target: '/elsewhere/c.js', isFolder: false }
		]);
	});

	it.each([
		['FROM python:3.11', "The base image 'python:3.11' is not simulated: containers here run JavaScript."],
		['FROM node:20\nRUN npm install', 'RUN npm install in a Dockerfile is not simulated.'],
		['FROM node:20\nCMD node a.js', 'CMD in shell form in a Dockerfile is not simulated.'],
		['FROM node:20\nUSER node', 'USER in a Dockerfile is not simulated.'],
		['COPY a b', 'the first instruction is FROM'],
		['# nothing', 'The Dockerfile has no FROM.']
	])('is refused by name for %j', (text, message) => {
		expect(() => readDockerfile(text)).toThrow(message);
	});
});

describe('an image', () => {
	const files = { 'a.js': '1', 'lib/b.js': '2', 'lib/deep/c.js': '3' };
	const dockerfile = 'FROM node:20\nWORKDIR /app\nCOPY a.js .\nCOPY lib lib\nCMD ["node", "a.js"]';

	it('has a layer for each copy, a configuration, and a manifest that names them', () => {
		const image = buildImage({ dockerfile, files });
		const paths = image.layers.map(({ bytes }) => readTar(gunzipSync(bytes)).map(({ path }) => path));
		expect(paths).toEqual([['/app/a.js'], ['/app/lib/b.js', '/app/lib/deep/c.js']]);
		const manifest = JSON.parse(image.manifest) as {
			config: { digest: string };
			layers: { digest: string }[];
		};
		expect(manifest.config.digest).toBe(image.config.digest);
		expect(manifest.layers.map(({ digest }) => digest)).toEqual(image.layers.map(({ digest }) => digest));
		expect(JSON.parse(decodeUtf8(image.config.bytes))).toMatchObject({
			config: { Cmd: ['node', 'a.js'], WorkingDir: '/app' }
		});
	});

	it('is the same to the byte for the same files', () => {
		expect(buildImage({ dockerfile, files }).manifest).toBe(buildImage({ dockerfile, files }).manifest);
	});

	it('misses files in Docker’s words', () => {
		expect(() => buildImage({ dockerfile, files: { 'a.js': '' } })).toThrow(
			'COPY failed: file not found in build context: lib'
		);
	});
});
