import type { IncomingMessage } from 'node:http';
import { hostnameOf } from './wire-request.ts';

const HOSTS =
	/^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\]|(?:.+\.)?amazonaws\.com|host\.docker\.internal)$/;
const ORIGINS = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/**
 * Why a request is not answered; null for one that is. Any web page can make its visitor's browser send requests here:
 * those say where they come from, and a name that was pointed at this machine is not one of ours.
 */
export function refusalOf({ headers }: IncomingMessage): string | null {
	if (headers.host !== undefined && !HOSTS.test(hostnameOf(headers.host))) {
		return `This server answers to localhost and 127.0.0.1, not to '${headers.host}'.`;
	}
	const { origin } = headers;
	if (origin !== undefined && !ORIGINS.test(origin))
		return `This server does not answer pages of '${origin}'.`;
	if (headers['sec-fetch-site'] === 'cross-site') return 'This server does not answer pages of other sites.';
	return null;
}
