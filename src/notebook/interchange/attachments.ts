import type { JsonObject } from '../document/notebook-document.ts';
import { joinLines } from './mime-json.ts';
import { isJsonObject } from './write-json.ts';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/**
 * Markdown with the pictures that are attached to its cell put in as `data:` addresses, where it names them by
 * `attachment:NAME`. What is attached and is no picture stays a name.
 */
export function withAttachments(source: string, attachments: JsonObject | null): string {
	if (attachments === null || !source.includes('attachment:')) return source;
	return source.replace(/attachment:([^\s)>"']+)/g, (whole, name: string) => {
		const bundle = attachments[decode(name)] ?? attachments[name];
		return (isJsonObject(bundle) ? addressOf(bundle) : null) ?? whole;
	});
}

function addressOf(bundle: JsonObject): string | null {
	for (const type of PICTURES) {
		const base64 = joinLines(bundle[type])?.replace(/\s/g, '');
		if (base64 && /^[A-Za-z0-9+/]+=*$/.test(base64)) return `data:${type};base64,${base64}`;
	}
	return null;
}

function decode(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
