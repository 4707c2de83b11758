import type { FromProgram, ProgramResponse } from './program-contract.ts';
import type { ContainerFile } from '#sim/ports.ts';
import { DISK_BYTES } from './file-tree.ts';
import { normalize } from './posix-path.ts';

/** What a program said, looked at member by member, since the program may have made it up; null for nonsense. */
export function readMessage(message: unknown): FromProgram | null {
	const { type, lines, port, response, code, files } = membersOf(message);
	switch (type) {
		case 'lines':
			return Array.isArray(lines) ? { type, lines: lines.filter((line) => typeof line === 'string') } : null;
		case 'listening':
			return typeof port === 'number' ? { type, port } : null;
		case 'response':
			return readResponse(membersOf(response));
		case 'exit':
			return typeof code === 'number' && Array.isArray(files)
				? { type, code: code & 255, files: readFiles(files) }
				: null;
		default:
			return null;
	}
}

function readResponse({ id, status, headers, body }: Record<string, unknown>): FromProgram | null {
	if (typeof id !== 'number' || typeof status !== 'number' || !(body instanceof Uint8Array)) return null;
	const texts = Object.entries(membersOf(headers)).filter(
		(pair): pair is [string, string] => typeof pair[1] === 'string'
	);
	const response: ProgramResponse = {
		id,
		// What is no status of HTTP was no answer.
		status: Number.isInteger(status) && status >= 200 && status <= 599 ? status : 502,
		headers: Object.fromEntries(texts),
		body: plain(body)
	};
	return { type: 'response', response };
}

function readFiles(files: readonly unknown[]): ContainerFile[] {
	let left = DISK_BYTES;
	return files.flatMap((file) => {
		const { path, bytes } = membersOf(file);
		if (typeof path !== 'string' || normalize(path) !== path || !(bytes instanceof Uint8Array)) return [];
		left -= bytes.length;
		return left < 0 ? [] : [{ path, bytes: plain(bytes) }];
	});
}

function membersOf(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** As plain bytes, also where Node's own Buffer came over. */
function plain(bytes: Uint8Array): Uint8Array {
	return bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes);
}
