import { expect, it } from 'vitest';
import { fromMergedCommands, mergeCommands } from '../../../tools/types/merge-commands.ts';

it('makes one module of many, with each import once', () => {
	const files: Record<string, string> = {
		OneCommand: `import type { M as __MetadataBearer } from "@smithy/types";\nimport type { A } from "../models";\nexport type { __MetadataBearer };\nexport class OneCommand {}\n`,
		TwoCommand: `import type { M as __MetadataBearer } from "@smithy/types";\nimport type { A, B } from "../models";\nexport type { __MetadataBearer };\nexport class TwoCommand {}\n`
	};
	const merged = mergeCommands(
		'export * from "./OneCommand";\nexport * from "./TwoCommand";',
		(name) => files[name]!
	);
	expect(merged.split('\n').filter((line) => line !== '')).toEqual([
		'import type { M as __MetadataBearer } from "@smithy/types";',
		'import type { A, B } from "../models";',
		'export class OneCommand {}',
		'export class TwoCommand {}'
	]);
});

it('points to it those who took from one of them', () => {
	expect(fromMergedCommands(`import { X } from "../commands/OneCommand";`)).toBe(
		`import { X } from "../commands/index";`
	);
});
