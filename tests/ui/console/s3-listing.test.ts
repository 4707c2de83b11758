import { describe, expect, it } from 'vitest';
import { crumbsOf, listPrefix } from '#ui/console/s3/s3-listing.ts';

const object = (key: string, sizeBytes: number) => ({
	bucket: 'b',
	key,
	sizeBytes,
	modifiedAt: 0,
	etag: '',
	contentType: ''
});
const objects = [
	object('a/train.csv', 3),
	object('a/x/model.tar.gz', 5),
	object('a/x/log', 1),
	object('notes.txt', 2)
];

describe('listPrefix', () => {
	it('reads slashes as folders, with the number and size of what is in them', () => {
		const listing = listPrefix(objects, '');
		expect(listing.prefixes).toEqual([{ prefix: 'a/', name: 'a/', count: 3, sizeBytes: 9 }]);
		expect(listing.objects.map((one) => one.name)).toEqual(['notes.txt']);
	});

	it('goes down a level', () => {
		const listing = listPrefix(objects, 'a/');
		expect(listing.prefixes.map((one) => one.prefix)).toEqual(['a/x/']);
		expect(listing.objects.map((one) => one.name)).toEqual(['train.csv']);
	});

	it('is empty where no key begins so', () => {
		expect(listPrefix(objects, 'z/')).toEqual({ prefixes: [], objects: [] });
	});
});

describe('crumbsOf', () => {
	it('leads from the bucket to the prefix', () => {
		expect(crumbsOf('a/x/')).toEqual([
			{ name: 'a', prefix: 'a/' },
			{ name: 'x', prefix: 'a/x/' }
		]);
		expect(crumbsOf('')).toEqual([]);
	});
});
