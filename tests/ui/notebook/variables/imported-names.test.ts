import { describe, expect, it } from 'vitest';
import { importedNames } from '#ui/notebook/variables/imported-names.ts';

describe('importedNames', () => {
	it('names what each form of import binds', () => {
		const source = [
			`import * as Plot from '@observablehq/plot';`,
			`import base, { a, b as c, type T } from "x";`,
			`import {\n\tlong,\n\tlonger\n} from 'y';`,
			`import type { U } from 'z';`,
			`import 'side-effect';`,
			`const text = "import no from 'where'";`
		].join('\n');
		expect([...importedNames(source)]).toEqual(['Plot', 'base', 'a', 'c', 'long', 'longer']);
	});
});
