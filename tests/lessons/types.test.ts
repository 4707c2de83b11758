import { beforeAll, describe, expect, it } from 'vitest';
import type { TypedCell } from '#notebook/types/contract.ts';
import { lessonIds } from '#tests/support/lesson-folders.ts';
import { readLesson } from '#tests/support/lesson-runner.ts';
import { builtTypes, typesOver } from '#tests/support/typed-cells.ts';

beforeAll(() => void builtTypes(), 120_000);

describe.each(lessonIds())('the editor over lesson %s', (id) => {
	const code = readLesson(id).cells.filter((cell) => cell.kind === 'code');

	it.each<[string, readonly TypedCell[]]>([
		['as it is given', code.map((cell) => ({ id: cell.id, text: cell.source }))],
		['as it is solved', code.map((cell) => ({ id: cell.id, text: cell.exercise?.solution ?? cell.source }))]
	])(
		'finds nothing wrong with it %s',
		async (_, cells) => {
			const types = await typesOver(...cells);
			expect(cells.length).toBeGreaterThan(0);
			expect(Object.fromEntries(cells.map(({ id }) => [id, types.problems(id)]))).toEqual(
				Object.fromEntries(cells.map(({ id }) => [id, []]))
			);
		},
		60_000
	);
});
