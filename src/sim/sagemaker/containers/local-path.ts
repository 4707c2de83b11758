/** A key below a prefix: behind the folder that it names, or behind its last slash. */
export function below(key: string, prefix: string): string {
	const folder = prefix.endsWith('/') || prefix === '' ? prefix : `${prefix}/`;
	return key.startsWith(folder) ? key.slice(folder.length) : key.slice(prefix.lastIndexOf('/') + 1);
}
