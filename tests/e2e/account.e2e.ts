import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { addCell, listen, runCell } from './support.ts';

async function newNotebook(page: Page): Promise<void> {
	await page.goto('./');
	await page.getByRole('button', { name: 'New notebook' }).click();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
}

/** Runs AWS commands in a cell. */
async function inCell(page: Page, source: string): Promise<void> {
	const cell = await addCell(page, source);
	await runCell(cell);
	await expect(cell.getByText(/Error|Exception/)).toHaveCount(0);
}

const PUT = (bucket: string): string => `
import { S3Client, CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
await s3.send(new CreateBucketCommand({ Bucket: '${bucket}' }));
await s3.send(new PutObjectCommand({ Bucket: '${bucket}', Key: 'small', Body: 'hello' }));
await s3.send(new PutObjectCommand({ Bucket: '${bucket}', Key: 'large', Body: new Uint8Array(400_000).fill(7) }));`;

/** Databases and top files of the account, as the browser has them. */
function places(page: Page): Promise<{ databases: (string | undefined)[]; files: string[] }> {
	return page.evaluate(async () => {
		const databases = (await indexedDB.databases()).map(({ name }) => name);
		const root = await navigator.storage.getDirectory();
		const files: string[] = [];
		try {
			for await (const name of (await root.getDirectoryHandle('sagebrush-region')).keys()) files.push(name);
		} catch {
			// No account in files.
		}
		return { databases, files };
	});
}

async function openSettings(page: Page): Promise<void> {
	await page.goto('./');
	await page.getByRole('button', { name: 'Settings' }).click();
}

test('the account lies in files, goes out as a zip, and comes in again in the place of another', async ({
	page
}) => {
	const console = listen(page);
	await newNotebook(page);
	await inCell(page, PUT('kept'));
	const { databases, files } = await places(page);
	expect(databases).not.toContain('sagebrush-region');
	expect(files).toContain('journal-1.jsonl');

	await openSettings(page);
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download the account' }).click();
	const download = await coming;
	expect(download.suggestedFilename()).toMatch(/^sagebrush-account-\d{4}-\d\d-\d\d\.zip$/);
	const path = (await download.path())!;
	expect(Object.keys(unzipSync(readFileSync(path)))).toContain('tables/buckets.jsonl');
	await expect(page.getByText(/^The account was downloaded: /)).toBeVisible();

	await page.getByRole('button', { name: 'Erase everything in this account' }).click();
	await page
		.getByRole('dialog', { name: 'Erase everything?' })
		.getByRole('button', { name: 'Erase everything' })
		.click();
	await expect(page.getByText('The account is empty.')).toBeVisible();
	const input = page.locator('input[type=file][aria-label^="Bring an account in"]');
	await input.setInputFiles({ name: 'wrong.zip', mimeType: 'application/zip', buffer: Buffer.alloc(100) });
	await page.getByRole('button', { name: 'Replace the account' }).click();
	await expect(page.getByText(/^Nothing was changed\. The file is no archive of an account/)).toBeVisible();

	await input.setInputFiles(path);
	const dialog = page.getByRole('dialog', { name: 'Replace the account?' });
	await expect(dialog).toContainText('takes the place of the one that is here');
	const loaded = page.waitForEvent('load');
	await dialog.getByRole('button', { name: 'Replace the account' }).click();
	await loaded;
	await expect(page.getByRole('region', { name: 'Your account' }).getByText('Buckets')).toBeVisible();
	await newNotebook(page);
	await inCell(
		page,
		`import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
const got = async (Key: string) => (await (await new S3Client({}).send(new GetObjectCommand({ Bucket: 'kept', Key }))).Body!.transformToByteArray()).length;
console.log(['sizes', await got('small'), await got('large')].join(' '));`
	);
	await expect(page.getByRole('log').last()).toContainText('sizes 5 400000');
	console.expectQuiet();
});

test('an account in a database, of a release before files, is taken over whole', async ({ page }) => {
	const file = readFileSync('tests/golden/accounts/release-0.1.0.json', 'utf8');
	// A page of the same origin that starts no region.
	await page.goto('./manifest.webmanifest');
	await page.evaluate(async (text) => {
		const { tables } = JSON.parse(text) as { tables: Record<string, [string, { base64?: string }][]> };
		const opening = indexedDB.open('sagebrush-region', 1);
		opening.onupgradeneeded = () => opening.result.createObjectStore('entries');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const transaction = opening.result.transaction('entries', 'readwrite');
		for (const [table, entries] of Object.entries(tables)) {
			for (const [key, value] of entries) {
				const bytes =
					typeof value.base64 === 'string'
						? Uint8Array.from(atob(value.base64), (char) => char.charCodeAt(0))
						: value;
				transaction.objectStore('entries').put(bytes, [table, key]);
			}
		}
		await new Promise((resolve) => (transaction.oncomplete = resolve));
		opening.result.close();
	}, file);
	const console = listen(page);
	await newNotebook(page);
	await inCell(
		page,
		`import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
const hello = await new S3Client({}).send(new GetObjectCommand({ Bucket: 'data', Key: 'notes/hello.txt' }));
console.log('said ' + (await hello.Body!.transformToString()));`
	);
	await expect(page.getByRole('log').last()).toContainText('said hello');
	await expect.poll(async () => (await places(page)).databases).not.toContain('sagebrush-region');
	console.expectQuiet();
});
