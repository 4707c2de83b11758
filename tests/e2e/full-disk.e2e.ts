import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { addCell, runCell } from './support.ts';

const MB = 2 ** 20;

/** Gives this origin so much room more than it has used; all the room there is without a number. */
async function leaveRoom(page: Page, browser: CDPSession, moreBytes?: number): Promise<void> {
	const { origin } = new URL(page.url());
	const { usage } = await browser.send('Storage.getUsageAndQuota', { origin });
	const room = moreBytes === undefined ? {} : { quotaSize: usage + moreBytes };
	await browser.send('Storage.overrideQuotaForOrigin', { origin, ...room });
}

async function newNotebook(page: Page): Promise<void> {
	await page.goto('./');
	await page.getByRole('button', { name: 'New notebook' }).click();
	await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
}

/** What a cell of its own says. */
async function said(page: Page, source: string): Promise<string> {
	const cell = await addCell(page, source);
	await runCell(cell);
	const log = cell.getByRole('log');
	await expect(log).toContainText(/\S/);
	return (await log.innerText()).trim();
}

const SET_UP = `
import { S3Client, CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({ maxAttempts: 1 });
const put = (Key: string, megabytes: number) =>
	s3.send(new PutObjectCommand({ Bucket: 'full', Key, Body: new Uint8Array(megabytes * ${MB}).fill(7) }))
		.then(() => 'stored', (error) => error.message);
const kept = async () => {
	const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'full' }));
	const whole = await Promise.all(Contents.map(async ({ Key, Size }) => {
		const bytes = await (await s3.send(new GetObjectCommand({ Bucket: 'full', Key }))).Body!.transformToByteArray();
		return bytes.length === Size && bytes.indexOf(0) === -1 && bytes.at(-1) === 7;
	}));
	return Contents.map(({ Key }) => Key).join(' ') + ' ' + whole.every(Boolean);
};`;

test('a browser without room says so, loses nothing, and goes on once there is room', async ({ page }) => {
	test.setTimeout(120_000);
	const browser = await page.context().newCDPSession(page);
	await newNotebook(page);
	const make = `await s3.send(new CreateBucketCommand({ Bucket: 'full' }));`;
	expect(await said(page, `${SET_UP}\n${make}\nconsole.log(await put('a', 1));`)).toBe('stored');

	await leaveRoom(page, browser, 6 * MB);
	const full = /^There is no more room to store data\./;
	expect(await said(page, `console.log(await put('large', 24));`), 'a file of its own').toMatch(full);
	const fill = `let last = '', count = 0;
while ((last = await put('s' + String(count).padStart(3, '0'), 0.2)) === 'stored' && count < 200) count++;
console.log(last);`;
	expect(await said(page, fill), 'small writes').toMatch(full);
	const stored = Number(await said(page, `console.log(count);`));
	expect(stored).toBeGreaterThan(0);
	const names = ['a', ...Array.from({ length: stored }, (_, i) => `s${String(i).padStart(3, '0')}`)].join(
		' '
	);
	expect(await said(page, `console.log(await kept());`)).toBe(`${names} true`);

	await leaveRoom(page, browser);
	expect(await said(page, `console.log(await put('z', 24));`)).toBe('stored');
	await newNotebook(page);
	expect(await said(page, `${SET_UP}\nconsole.log(await kept());`)).toBe(`${names} z true`);
});
