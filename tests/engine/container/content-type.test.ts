import { expect, test } from 'vitest';
import { parseContentType } from '#engine/container/content-type.ts';

test.each([
	['text/csv', 'text/csv', {}],
	['Text/CSV; Label_Size=1;charset="UTF-8";', 'text/csv', { label_size: '1', charset: 'UTF-8' }],
	['', '', {}],
	['text/csv; x', 'text/csv', { x: '' }]
])('%j is %j with %j', (text, type, parameters) => {
	expect(parseContentType(text)).toEqual({ type, parameters });
});
