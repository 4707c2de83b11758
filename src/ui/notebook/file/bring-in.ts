import { SagebrushError, type ErrorRecord } from '#base/errors.ts';
import { parseNotebookCopy, type NotebookCopy } from '#notebook/document/notebook-copy.ts';
import { askFileWorker } from '#notebook/interchange/ask-file-worker.ts';
import type { LessonCopy, StoredObject } from '#notebook/interchange/everything.ts';
import { LIMITS } from '#notebook/interchange/limits.ts';
import { requireSize } from '#notebook/interchange/read-text.ts';
import type { AppServices } from '../../services.ts';

/** What became of files that were brought in. */
export interface BroughtIn {
	/** Ids of the notebooks that are on the shelf now. */
	readonly notebooks: readonly string[];
	/** Lessons whose copy was taken over. */
	readonly lessons: number;
	readonly objects: number;
	/** A sentence for each thing that could not be read. */
	readonly failures: readonly string[];
}

/**
 * Takes files in: notebooks go to the learner's shelf, where they open inert, and an archive of everything gives back
 * what it holds. Nothing that is here already is overwritten. A file that cannot be read keeps no other from it.
 *
 * @param mayRestore whether the learner's copies of so many lessons are to be taken over: code in them runs like the
 *   lesson's own. Where not, they become notebooks like any other.
 */
export async function bringIn(
	files: readonly File[],
	services: AppServices,
	mayRestore: (lessons: number) => Promise<boolean>
): Promise<BroughtIn> {
	const carrier = new Carrier(services, mayRestore);
	for (const file of files) await carrier.take(file);
	return carrier;
}

class Carrier implements BroughtIn {
	readonly notebooks: string[] = [];
	readonly failures: string[] = [];
	lessons = 0;
	objects = 0;
	readonly #services: AppServices;
	readonly #mayRestore: (lessons: number) => Promise<boolean>;

	constructor(services: AppServices, mayRestore: (lessons: number) => Promise<boolean>) {
		this.#services = services;
		this.#mayRestore = mayRestore;
	}

	async take(file: File): Promise<void> {
		try {
			await this.#take(file);
		} catch (error) {
			this.failures.push(sentenceOf(error));
		}
	}

	async #take(file: File): Promise<void> {
		const isArchive = /\.zip$/i.test(file.name);
		requireSize(file.name, file.size, isArchive ? LIMITS.archiveBytes : LIMITS.fileBytes);
		const bytes = new Uint8Array(await file.arrayBuffer());
		if (!isArchive) {
			const document = await askFileWorker('read', { name: file.name, bytes });
			this.notebooks.push(await this.#services.notebooks.add(document, 'file'));
			return;
		}
		const { notebooks, lessons, objects, failures } = await askFileWorker('unpack', {
			name: file.name,
			bytes
		});
		for (const notebook of notebooks) {
			this.notebooks.push(await this.#services.notebooks.add(notebook, 'file'));
		}
		const mayRestore = lessons.length > 0 && (await this.#mayRestore(lessons.length));
		for (const lesson of lessons) await this.#takeLesson(lesson, mayRestore);
		await this.#takeObjects(objects);
		this.failures.push(...failures.map(({ path, error }) => `${path}: ${sentenceOf(error)}`));
	}

	/** Where the learner has a copy already, the one of the archive becomes a notebook of their own. */
	async #takeLesson({ lessonId, progress, notebook }: LessonCopy, mayRestore: boolean): Promise<void> {
		const { lessons, notebooks, documents } = this.#services;
		const copy = parseNotebookCopy(progress);
		const source = copy && (await lessons.open(lessonId));
		if (mayRestore && source && !source.copy) {
			await documents.save(`lesson:${lessonId}`, copy);
			this.lessons++;
		} else if (notebook && !(source?.copy && isSame(source.copy, copy))) {
			this.notebooks.push(await notebooks.add(notebook, 'file'));
		}
	}

	async #takeObjects(objects: readonly StoredObject[]): Promise<void> {
		const { cloud } = this.#services;
		const { Buckets = [] } = (await cloud.call('s3', 'ListBuckets', {})) as {
			readonly Buckets?: readonly { readonly Name: string }[];
		};
		const known = new Set(Buckets.map(({ Name }) => Name));
		for (const { bucket, key, bytes } of objects) {
			try {
				if (!known.has(bucket)) await cloud.call('s3', 'CreateBucket', { Bucket: bucket });
				known.add(bucket);
				// With this condition an object that is here already stays as it is.
				await cloud.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*' });
				this.objects++;
			} catch (error) {
				const isThere = error instanceof SagebrushError && error.code === 'PreconditionFailed';
				if (!isThere) this.failures.push(`s3://${bucket}/${key}: ${sentenceOf(error)}`);
			}
		}
	}
}

function isSame(here: NotebookCopy, there: NotebookCopy | null): boolean {
	return there !== null && here.savedAt === there.savedAt;
}

function sentenceOf(error: unknown): string {
	const { message, hint } = (error ?? {}) as Partial<ErrorRecord>;
	const words = typeof message === 'string' ? message : String(error);
	return typeof hint === 'string' ? `${words} ${hint}` : words;
}
