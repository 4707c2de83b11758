import { SagebrushError, UserError, toErrorRecord, type ErrorRecord } from '#base/errors.ts';
import type { Json, JsonObject, NotebookDocument } from '../document/notebook-document.ts';
import { readArchive, writeArchive, type ArchiveFile } from './archive.ts';
import { fileNameOf } from './notebook-title.ts';
import { parseJson } from './parse-json.ts';
import { readNotebookFile } from './read-file.ts';
import { readText } from './read-text.ts';
import { writeIpynb } from './write-ipynb.ts';
import { isJsonList, isJsonObject, writeJson } from './write-json.ts';

/** An object of the simulated S3. */
export interface StoredObject {
	readonly bucket: string;
	readonly key: string;
	readonly bytes: Uint8Array;
}

/** The learner's copy of a lesson. */
export interface LessonCopy {
	readonly lessonId: string;
	/** The changes, passed exercises and hints as the learner's shelf keeps them, unread here. */
	readonly progress: JsonObject;
	/** The lesson with the changes laid over, for other programs; null where it could not be made. */
	readonly notebook: NotebookDocument | null;
}

/** All that a learner has made. */
export interface Everything {
	readonly notebooks: readonly NotebookDocument[];
	readonly lessons: readonly LessonCopy[];
	readonly objects: readonly StoredObject[];
}

/** What an archive held, and what of it could not be read: nothing is passed over in silence. */
export interface ReadEverything extends Everything {
	readonly failures: readonly { readonly path: string; readonly error: ErrorRecord }[];
	/** Paths of files that are none of ours, and no notebooks. */
	readonly ignored: readonly string[];
}

const MANIFEST = 'sagebrush.json';
const LESSON = /^lessons\/([^/]+)\/(progress\.json|notebook\.ipynb)$/;

/**
 * Everything in one zip archive: `notebooks/TITLE.ipynb`, `lessons/ID/progress.json` with `notebook.ipynb` beside it,
 * `s3/BUCKET/KEY`, and `sagebrush.json`, which says which object each file under s3/ is.
 *
 * @param now milliseconds since the epoch
 */
export function writeEverything({ notebooks, lessons, objects }: Everything, now: number): Uint8Array {
	const take = freePaths();
	const stored = objects.map(({ bucket, key, bytes }) => ({
		bucket,
		key,
		bytes,
		path: take(`s3/${bucket}/${safePath(key)}`)
	}));
	const manifest: JsonObject = {
		format: 1,
		made: new Date(now).toISOString(),
		objects: stored.map(({ bucket, key, path }) => ({ bucket, key, path }))
	};
	const files: ArchiveFile[] = [
		{ path: MANIFEST, bytes: encode(`${writeJson(manifest)}\n`) },
		...notebooks.map((notebook) => {
			const path = take(`notebooks/${fileNameOf(notebook.title, '.ipynb')}`);
			return { path, bytes: encode(writeIpynb(notebook, path)) };
		}),
		...lessons.flatMap(lessonFiles),
		...stored.map(({ path, bytes }) => ({ path, bytes }))
	];
	return writeArchive(files, now);
}

/**
 * Reads what {@link writeEverything} wrote; of any other archive, the notebooks in it. A file that cannot be read is told
 * of among the failures and keeps no other from being read. Throws what `readArchive` throws.
 */
export function readEverything(name: string, data: Uint8Array): ReadEverything {
	const files = readArchive(name, data);
	const collector = new Collector(files.find(({ path }) => path === MANIFEST));
	for (const file of files) collector.add(file);
	return collector.finish();
}

class Collector {
	readonly #notebooks: NotebookDocument[] = [];
	readonly #lessons = new Map<string, { progress: JsonObject | null; notebook: NotebookDocument | null }>();
	readonly #objects: StoredObject[] = [];
	readonly #failures: { path: string; error: ErrorRecord }[] = [];
	readonly #ignored: string[] = [];
	readonly #keys = new Map<string, { readonly bucket: string; readonly key: string }>();
	readonly #isOurs: boolean;

	constructor(manifest: ArchiveFile | undefined) {
		this.#isOurs = manifest !== undefined;
		if (manifest) this.#try(manifest.path, () => this.#readManifest(manifest));
	}

	add({ path, bytes }: ArchiveFile): void {
		const [, id, part] = LESSON.exec(path) ?? [];
		const object = this.#keys.get(path);
		if (this.#isOurs && path === MANIFEST) return;
		if (this.#isOurs && id !== undefined) {
			this.#try(path, () => this.#addLesson(id, part!, bytes));
		} else if (object) {
			this.#objects.push({ ...object, bytes });
		} else if (/\.(ipynb|md)$/i.test(path)) {
			this.#try(path, () => void this.#notebooks.push(readNotebookFile(path, bytes)));
		} else this.#ignored.push(path);
	}

	finish(): ReadEverything {
		const lessons = [...this.#lessons].flatMap(([lessonId, { progress, notebook }]) => {
			if (progress) return [{ lessonId, progress, notebook }];
			// Without the progress the notebook is all that there is of it.
			if (notebook) this.#notebooks.push(notebook);
			return [];
		});
		return {
			notebooks: this.#notebooks,
			lessons,
			objects: this.#objects,
			failures: this.#failures,
			ignored: this.#ignored
		};
	}

	#readManifest({ path, bytes }: ArchiveFile): void {
		const manifest = parseJson(path, readText(path, bytes));
		const objects = isJsonObject(manifest) && manifest['format'] === 1 ? manifest['objects'] : null;
		if (!isJsonList(objects ?? undefined)) {
			throw new UserError('BrokenArchive', `${path} must be an object of format 1 with a list 'objects'.`);
		}
		for (const item of objects as readonly Json[]) {
			const { bucket, key, path: at } = isJsonObject(item) ? item : {};
			const isSound = [bucket, key, at].every((part) => typeof part === 'string');
			if (isSound) this.#keys.set(String(at), { bucket: String(bucket), key: String(key) });
		}
	}

	#addLesson(id: string, part: string, bytes: Uint8Array): void {
		const path = `lessons/${id}/${part}`;
		const before = this.#lessons.get(id) ?? { progress: null, notebook: null };
		if (part === 'notebook.ipynb') {
			this.#lessons.set(id, { ...before, notebook: readNotebookFile(path, bytes) });
			return;
		}
		const progress = parseJson(path, readText(path, bytes));
		if (!isJsonObject(progress)) {
			throw new UserError('NotANotebook', `${path} is no learner's copy: it must be an object.`);
		}
		this.#lessons.set(id, { ...before, progress });
	}

	#try(path: string, read: () => void): void {
		try {
			read();
		} catch (error) {
			if (!(error instanceof SagebrushError)) throw error;
			this.#failures.push({ path, error: toErrorRecord(error) });
		}
	}
}

function lessonFiles({ lessonId, progress, notebook }: LessonCopy): ArchiveFile[] {
	const folder = `lessons/${safePath(lessonId)}`;
	const kept = { path: `${folder}/progress.json`, bytes: encode(`${writeJson(progress)}\n`) };
	if (!notebook) return [kept];
	const path = `${folder}/notebook.ipynb`;
	return [kept, { path, bytes: encode(writeIpynb(notebook, path)) }];
}

/** A key as a path that stays in its folder wherever the archive is unpacked. */
function safePath(key: string): string {
	const parts = key.split('/').map((part) => (/^\.*$/.test(part) ? `_${part}` : fileNameOf(part, '')));
	return parts.join('/');
}

/** Gives each path once; a second of the same name gets a number. */
function freePaths(): (path: string) => string {
	const taken = new Set<string>();
	return (wanted) => {
		const [, base, ending] = /^([^]*?)(\.[^./]+)?$/.exec(wanted)!;
		let path = wanted;
		for (let n = 2; taken.has(path.toLowerCase()); n++) path = `${base} ${n}${ending ?? ''}`;
		taken.add(path.toLowerCase());
		return path;
	};
}

function encode(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
