/** Begins every database of ours, where the browser does not tell which there are. */
const DATABASES = ['sagebrush-documents', 'sagebrush-region'];

const FILE_ATTEMPTS = 40;
const FILE_PAUSE_MS = 50;

/**
 * Takes everything away that this site keeps in the browser: databases, files, stored choices, caches and the service worker.
 * Connections of this and other tabs close themselves. Rejects with what went wrong first; the rest is gone all the same.
 */
export async function eraseAll(): Promise<void> {
	localStorage.clear();
	sessionStorage.clear();
	const outcomes = await Promise.allSettled([eraseDatabases(), eraseFiles(), eraseCaches(), eraseWorkers()]);
	const failed = outcomes.find((outcome) => outcome.status === 'rejected');
	if (failed) throw failed.reason;
}

async function eraseDatabases(): Promise<void> {
	const known = 'databases' in indexedDB ? await indexedDB.databases() : [];
	const names = new Set([...DATABASES, ...known.flatMap(({ name }) => name ?? [])]);
	await Promise.all([...names].map(eraseDatabase));
}

function eraseDatabase(name: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.deleteDatabase(name);
		request.onsuccess = () => resolve();
		request.onerror = () => reject(request.error ?? new Error(`The database ${name} could not be deleted.`));
	});
}

/** Private windows of some browsers have no files, and say so by an error. */
async function eraseFiles(): Promise<void> {
	const root = await navigator.storage?.getDirectory?.().catch(() => null);
	if (!root) return;
	for await (const name of root.keys()) await eraseFile(root, name);
}

/** A worker that has just been ended needs a moment to let its files go. */
async function eraseFile(root: FileSystemDirectoryHandle, name: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await root.removeEntry(name, { recursive: true });
		} catch (error) {
			if (attempt === FILE_ATTEMPTS) throw error;
			await new Promise((resolve) => setTimeout(resolve, FILE_PAUSE_MS));
		}
	}
}

async function eraseCaches(): Promise<void> {
	if (!('caches' in globalThis)) return;
	const names = await caches.keys();
	await Promise.all(names.map((name) => caches.delete(name)));
}

async function eraseWorkers(): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const registrations = await navigator.serviceWorker.getRegistrations();
	await Promise.all(registrations.map((registration) => registration.unregister()));
}
