import { expect, test } from '@playwright/test';
import { listen, openLesson, openTab } from './support.ts';

test('the console makes a bucket, takes a file and counts both at a price of one’s own, over a reload', async ({
	page
}) => {
	const console = listen(page);
	await openLesson(page);
	const s3 = await openTab(page, 'S3');
	await s3.getByLabel('Name of a new bucket').fill('my-own-bucket');
	await s3.getByLabel('Name of a new bucket').press('Enter');
	await s3.getByRole('button', { name: /my-own-bucket/ }).click();
	const file = { name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from('1,2\n3,4\n') };
	await s3.getByLabel('Upload files').setInputFiles(file);
	await expect(s3.getByText('1 file is there.')).toBeVisible();
	await s3.getByRole('button', { name: /^rows\.csv/ }).click();
	await expect(s3.getByText('s3://my-own-bucket/rows.csv')).toBeVisible();
	await expect(s3.getByRole('group', { name: 'Copy GetObject' })).toBeVisible();

	const bill = await openTab(page, 'Bill');
	await bill.getByRole('button', { name: 'Prices and quotas' }).click();
	const price = bill.getByLabel(/^Price of Requests S3 PUT/);
	await price.fill('cheap');
	await bill.getByRole('button', { name: 'Save' }).click();
	await expect(bill.getByRole('alert')).toContainText('a price is a number from 0 up');
	await price.fill('1000');
	await bill.getByRole('button', { name: 'Save' }).click();
	await expect(bill.getByRole('row').filter({ hasText: 'S3 PUT' })).toContainText('$1.00');

	await page.reload();
	const again = await openTab(page, 'Bill');
	await expect(again.getByRole('row').filter({ hasText: 'S3 PUT' })).toContainText('$1.00');
	await again.getByRole('button', { name: 'Prices and quotas' }).click();
	await again.getByRole('button', { name: 'Reset to defaults' }).click();
	await expect(again.getByRole('row').filter({ hasText: 'S3 PUT' })).not.toContainText('$1.00');

	const requests = await openTab(page, 'Requests');
	await expect(requests.getByText('No requests yet')).toBeVisible();
	console.expectQuiet();
});
