import type { NotebookDocument } from '#notebook/document/notebook-document.ts';
import { writeHtml } from '#notebook/interchange/html.ts';
import { writeLink, type NotebookLink } from '#notebook/interchange/link.ts';
import { writeMarkdown } from '#notebook/interchange/markdown.ts';
import { fileNameOf } from '#notebook/interchange/notebook-title.ts';
import { writePercent } from '#notebook/interchange/percent.ts';
import { writeIpynb } from '#notebook/interchange/write-ipynb.ts';
import { createHtmlRender, htmlWords } from './html-render.ts';

/** The forms in which a notebook can be downloaded. */
export type FileForm = 'ipynb' | 'markdown' | 'html' | 'script';

const ENDINGS: Readonly<Record<FileForm, string>> = {
	ipynb: '.ipynb',
	markdown: '.md',
	html: '.html',
	script: '.ts'
};

const TYPES: Readonly<Record<FileForm, string>> = {
	ipynb: 'application/x-ipynb+json',
	markdown: 'text/markdown',
	html: 'text/html',
	script: 'text/plain'
};

/** A notebook as a file with its name. @param pictures addresses of the lesson's pictures by name */
export async function fileOf(
	notebook: NotebookDocument,
	form: FileForm,
	pictures: ReadonlyMap<string, string>
): Promise<File> {
	const name = fileNameOf(notebook.title, ENDINGS[form]);
	const text = await textOf(notebook, form, name, pictures);
	return new File([text], name, { type: TYPES[form] });
}

/** The page that is printed. @param pictures addresses of the lesson's pictures by name */
export async function pageOf(
	notebook: NotebookDocument,
	pictures: ReadonlyMap<string, string>
): Promise<string> {
	return writeHtml(notebook, await createHtmlRender(pictures), htmlWords());
}

/** The address that carries the notebook; see `writeLink`. */
export function linkOf(notebook: NotebookDocument): NotebookLink {
	return writeLink(notebook);
}

/** The archive of everything as a file, named by its day; `now` in milliseconds since the epoch. */
export function archiveOf(bytes: Uint8Array, now: number): File {
	const name = `sagebrush-${new Date(now).toISOString().slice(0, 10)}.zip`;
	return new File([new Uint8Array(bytes)], name, { type: 'application/zip' });
}

/** Offers a file for download, as a click on a link does. */
export function offer(file: File): void {
	const address = URL.createObjectURL(file);
	const link = document.createElement('a');
	link.href = address;
	link.download = file.name;
	link.click();
	// The download has begun when the click returns, but browsers read the address a little later.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function textOf(
	notebook: NotebookDocument,
	form: FileForm,
	name: string,
	pictures: ReadonlyMap<string, string>
): Promise<string> {
	switch (form) {
		case 'ipynb':
			return writeIpynb(notebook, name);
		case 'markdown':
			return writeMarkdown(notebook);
		case 'html':
			return pageOf(notebook, pictures);
		case 'script':
			return writePercent(notebook);
	}
}
