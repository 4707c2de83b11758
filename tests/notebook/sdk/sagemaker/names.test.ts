import { expect, test } from 'vitest';
import { baseFromImage, timestampedName } from '#notebook/sdk/sagemaker/names.ts';

const at = Date.UTC(2026, 2, 1, 12, 0, 5, 42);

test('a name carries the simulated time to the millisecond', () => {
	expect(timestampedName('sagemaker-xgboost', at)).toBe('sagemaker-xgboost-2026-03-01-12-00-05-042');
});

test('a long base is cut so that AWS takes the name', () => {
	const name = timestampedName(`${'a'.repeat(38)}-${'b'.repeat(40)}`, at);
	expect(name.length).toBeLessThanOrEqual(63);
	expect(name).toMatch(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
	expect(name.endsWith('-2026-03-01-12-00-05-042')).toBe(true);
});

test('the base of an image is its repository', () => {
	expect(baseFromImage('683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1')).toBe(
		'sagemaker-xgboost'
	);
	expect(baseFromImage('host/team_a/my_image')).toBe('my-image');
});
