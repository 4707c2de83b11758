import { describe, expect, it } from 'vitest';
import { codeOfFailure } from '#ui/console/status-text.ts';

describe('codeOfFailure', () => {
	it('takes the code in front of the first colon', () => {
		expect(codeOfFailure("ClientError: Hyperparameter 'eta': too large")).toBe('ClientError');
		expect(codeOfFailure('InternalServerError: the instance died')).toBe('InternalServerError');
	});

	it('finds none in a plain sentence', () => {
		expect(codeOfFailure('The tab was closed: sorry')).toBeNull();
	});
});
