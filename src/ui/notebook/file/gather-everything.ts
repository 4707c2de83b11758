import type { NotebookCopy, NotebookKey } from '#notebook/document/notebook-copy.ts';
import type { JsonObject, NotebookDocument } from '#notebook/document/notebook-document.ts';
import type { Everything, LessonCopy, StoredObject } from '#notebook/interchange/everything.ts';
import { LIMITS } from '#notebook/interchange/limits.ts';
import { storedDocument } from '#state/documents/to-document.ts';
import type { AppServices } from '../../services.ts';
import { t } from '../../text/text.svelte.ts';

/** All that a learner has made, and how many objects of S3 had no room in an archive. */
export interface Gathered {
	readonly everything: Everything;
	readonly objectsLeftOut: number;
}

/** Room for objects: notebooks come first, and an archive must stay one that can be read again. */
const MOST_OBJECT_BYTES = LIMITS.archiveBytes / 2;

/** The notebook that is open as it stands on the page, which is newer than what is stored. */
export interface OpenNow {
	readonly key: NotebookKey;
	readonly copy: NotebookCopy;
	readonly document: NotebookDocument;
}

/** Collects all notebooks, those in the bin left out, the copies of lessons, and the objects of S3. */
export async function gatherEverything(services: AppServices, open: OpenNow | null): Promise<Gathered> {
	const notebooks: Everything['notebooks'][number][] = [];
	for (const { id, binnedAt } of await services.notebooks.list()) {
		if (binnedAt !== null) continue;
		const source = await services.notebooks.open(id);
		if (open?.key === `own:${id}`) notebooks.push(open.document);
		else if (source) notebooks.push(storedDocument(source, t('documents.untitled')));
	}
	const lessons: LessonCopy[] = [];
	for (const { id } of services.lessons.list) {
		const isOpen = open?.key === `lesson:${id}`;
		const source = await services.lessons.open(id);
		if (!source?.copy) continue;
		const progress = JSON.parse(JSON.stringify(isOpen ? open.copy : source.copy)) as JsonObject;
		lessons.push({ lessonId: id, progress, notebook: isOpen ? open.document : storedDocument(source, id) });
	}
	const { objects, leftOut } = await gatherObjects(services);
	return { everything: { notebooks, lessons, objects }, objectsLeftOut: leftOut };
}

async function gatherObjects(services: AppServices): Promise<{ objects: StoredObject[]; leftOut: number }> {
	const objects: StoredObject[] = [];
	let room = MOST_OBJECT_BYTES;
	let leftOut = 0;
	for (const { bucket, key, size } of await listObjects(services)) {
		if (size > room) {
			leftOut++;
			continue;
		}
		const { Body: bytes } = (await services.cloud.call('s3', 'GetObject', { Bucket: bucket, Key: key })) as {
			readonly Body: Uint8Array;
		};
		room -= bytes.length;
		objects.push({ bucket, key, bytes });
	}
	return { objects, leftOut };
}

interface Listed {
	readonly bucket: string;
	readonly key: string;
	readonly size: number;
}

async function listObjects({ cloud }: AppServices): Promise<Listed[]> {
	const { Buckets = [] } = (await cloud.call('s3', 'ListBuckets', {})) as {
		readonly Buckets?: readonly { readonly Name: string }[];
	};
	const listed: Listed[] = [];
	for (const { Name: bucket } of Buckets) {
		let next: string | undefined;
		do {
			const page = (await cloud.call('s3', 'ListObjectsV2', {
				Bucket: bucket,
				...(next !== undefined && { ContinuationToken: next })
			})) as ObjectPage;
			for (const { Key: key, Size: size } of page.Contents ?? []) listed.push({ bucket, key, size });
			next = page.NextContinuationToken;
		} while (next !== undefined);
	}
	return listed;
}

interface ObjectPage {
	readonly Contents?: readonly { readonly Key: string; readonly Size: number }[];
	readonly NextContinuationToken?: string;
}
