/** Paths as Linux has them: the file system of a container knows no others. */

/** Without `.`, `..` and empty parts; absolute from `/`, relative ones stay so. `.` for nothing. */
export function normalize(path: string): string {
	const isAbsolute = path.startsWith('/');
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..') parts.push(part);
		else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
		else if (!isAbsolute) parts.push(part);
	}
	return `${isAbsolute ? '/' : ''}${parts.join('/')}` || '.';
}

export function join(...parts: readonly string[]): string {
	return normalize(parts.filter((part) => part !== '').join('/'));
}

/** Absolute: later parts are read from where the earlier ones lead. @param base absolute */
export function resolveFrom(base: string, ...parts: readonly string[]): string {
	const found = parts.reduce((at, part) => (part.startsWith('/') ? part : `${at}/${part}`), base);
	return normalize(found);
}

export function dirname(path: string): string {
	const at = path.replace(/\/+$/, '').lastIndexOf('/');
	if (at < 0) return '.';
	return at === 0 ? '/' : path.slice(0, at);
}

/** The last part, without `suffix` where it ends so. */
export function basename(path: string, suffix = ''): string {
	const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
	return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** From the last dot of the last part; empty where there is none, or where the name begins with it. */
export function extname(path: string): string {
	const name = basename(path);
	const at = name.lastIndexOf('.');
	return at <= 0 ? '' : name.slice(at);
}

export function relative(from: string, to: string): string {
	const [a, b] = [from, to].map((path) => path.split('/').filter((part) => part !== '')) as [
		string[],
		string[]
	];
	let same = 0;
	while (same < a.length && same < b.length && a[same] === b[same]) same++;
	return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}
