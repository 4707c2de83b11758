import { expect, test } from 'vitest';
import { imageUris } from '#notebook/sdk/sagemaker/image-uris.ts';

test('the address of XGBoost 1.7-1 is the one that AWS documents', () => {
	expect(imageUris.retrieve({ framework: 'xgboost', region: 'us-east-1', version: '1.7-1' })).toBe(
		'683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1'
	);
});

test('an algorithm with one version needs none', () => {
	expect(imageUris.retrieve({ framework: 'linear-learner', region: 'us-west-2' })).toBe(
		'174872318107.dkr.ecr.us-west-2.amazonaws.com/linear-learner:1'
	);
});

test.each([
	[{ framework: 'xgbost' }, "'xgbost' is no framework", 'Known: xgboost, linear-learner'],
	[{ framework: 'xgboost', version: '1.1' }, "'1.1' is no version of xgboost", '1.7-1'],
	[{ framework: 'xgboost' }, "'' is no version of xgboost", '1.7-1'],
	[{ framework: 'pca', region: 'moon-1' }, "'moon-1' is no region", 'us-east-1, us-west-2']
])('%o is refused with those known', (options, message, hint) => {
	let failure: unknown;
	try {
		imageUris.retrieve(options);
	} catch (error) {
		failure = error;
	}
	expect(failure).toMatchObject({
		code: 'UnknownImage',
		message: expect.stringContaining(message) as string
	});
	expect((failure as { hint: string }).hint).toContain(hint);
});
