import { UserError } from '#base/errors.ts';
import { resolveFrom } from '../program/posix-path.ts';

/** How an image is started, as its configuration says it. */
export interface ImageSettings {
	readonly environment: Readonly<Record<string, string>>;
	readonly entrypoint: readonly string[] | null;
	readonly command: readonly string[] | null;
	readonly workingFolder: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly ports: readonly string[];
}

/** Files of the build context that go into the image. */
export interface CopyStep {
	readonly sources: readonly string[];
	/** Absolute. */
	readonly target: string;
	/** Whether the target is said to be a folder. */
	readonly isFolder: boolean;
}

export interface Dockerfile {
	readonly base: string;
	readonly settings: ImageSettings;
	readonly copies: readonly CopyStep[];
	/** The lines, as an image's history tells them. */
	readonly steps: readonly string[];
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Reads a Dockerfile: FROM a Node image, COPY, ADD of files, WORKDIR, ENV, ENTRYPOINT and CMD as lists, LABEL, EXPOSE.
 * @throws UserError BadDockerfile naming the line, NotSimulated for what would need another machine
 */
export function readDockerfile(text: string): Dockerfile {
	let base: string | null = null;
	let folder = '/';
	let entrypoint: readonly string[] | null = null;
	let command: readonly string[] | null = null;
	const environment: Record<string, string> = { PATH };
	const labels: Record<string, string> = {};
	const ports: string[] = [];
	const copies: CopyStep[] = [];
	const steps: string[] = [];
	for (const line of instructionsOf(text)) {
		const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(line) ?? [];
		const name = word.toUpperCase();
		const fault = (why: string): UserError =>
			new UserError('BadDockerfile', `The Dockerfile's line '${line}' cannot be read: ${why}.`);
		if (base === null && name !== 'FROM') throw fault('the first instruction is FROM');
		switch (name) {
			case 'FROM':
				if (base !== null) throw notSimulated('A build in several stages');
				if (!/(?:^|\/)node(?::[\w.-]+)?$/.test(rest)) {
					throw new UserError(
						'NotSimulated',
						`The base image '${rest}' is not simulated: containers here run JavaScript.`,
						{
							hint: 'Begin with FROM node:20.'
						}
					);
				}
				base = rest;
				break;
			case 'WORKDIR':
				folder = resolveFrom(folder, rest);
				break;
			case 'ENV':
				Object.assign(environment, pairsOf(rest, environment));
				break;
			case 'LABEL':
				Object.assign(labels, pairsOf(rest, {}));
				break;
			case 'EXPOSE':
				ports.push(...rest.split(/\s+/));
				break;
			case 'COPY':
			case 'ADD': {
				const parts = (listOf(rest) ?? rest.split(/\s+/)).filter((part) => !/^--(?:chown|chmod)=/.test(part));
				if (parts.some((part) => part.startsWith('--') || /^https?:/.test(part))) throw notSimulated(line);
				if (parts.length < 2) throw fault('it takes what to copy and where to');
				const target = parts.at(-1)!;
				const isFolder = parts.length > 2 || /(?:\/|^\.)$/.test(target);
				copies.push({ sources: parts.slice(0, -1), target: resolveFrom(folder, target), isFolder });
				break;
			}
			case 'ENTRYPOINT':
				entrypoint = listOf(rest);
				if (!entrypoint) throw notSimulated('ENTRYPOINT in shell form');
				// As Docker has it: an entry point of one's own leaves the base image's command out.
				command ??= [];
				break;
			case 'CMD':
				command = listOf(rest);
				if (!command) throw notSimulated('CMD in shell form');
				break;
			case 'RUN':
				// Every file of a container can be started here.
				if (!/^chmod\s/.test(rest)) throw notSimulated(`RUN ${rest}`);
				break;
			default:
				throw name === '' ? fault('it is no instruction with an argument') : notSimulated(name);
		}
		steps.push(line);
	}
	if (base === null) throw new UserError('BadDockerfile', 'The Dockerfile has no FROM.');
	return {
		base,
		settings: { environment, entrypoint, command, workingFolder: folder, labels, ports },
		copies,
		steps
	};
}

function notSimulated(what: string): UserError {
	return new UserError('NotSimulated', `${what} in a Dockerfile is not simulated.`, {
		hint: 'There are FROM node, COPY, ADD of files, WORKDIR, ENV, ENTRYPOINT and CMD as lists, LABEL, EXPOSE and RUN chmod. Nothing can be installed: copy the files that the program needs.'
	});
}

/** Lines without comments, those that end in a backslash joined with the next. */
function instructionsOf(text: string): string[] {
	return text
		.replace(/^[ \t]*#.*(?:\n|$)/gm, '')
		.replace(/\\[ \t]*\n/g, ' ')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** `["a", "b"]`; null for anything else. */
function listOf(text: string): string[] | null {
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) && list.every((each) => typeof each === 'string') ? list : null;
	} catch {
		return null;
	}
}

/** `A=1 B="two words"`, or `A the rest of the line`; `$NAME` and `${NAME}` stand for what is known. */
function pairsOf(text: string, known: Readonly<Record<string, string>>): Record<string, string> {
	const filled = text.replace(
		/\$(?:\{(\w+)\}|(\w+))/g,
		(_, a: string | undefined, b: string) => known[a ?? b] ?? ''
	);
	if (!/^\w[\w.-]*=/.test(filled)) {
		const [name = '', ...rest] = filled.split(/\s+/);
		return { [name]: rest.join(' ') };
	}
	const found = filled.matchAll(/([\w.-]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S*))/g);
	return Object.fromEntries(
		Array.from(found, ([, name, a, b, c]) => [name!, (a ?? b ?? c ?? '').replace(/\\(.)/g, '$1')])
	);
}
