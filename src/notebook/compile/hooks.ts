/** Names under which a compiled cell reaches the kernel: the parameters of the function that it becomes. */
export interface Hooks {
	/** Returns the next budget of loop rounds, or throws when the cell was stopped. */
	readonly tick: string;
	/** Exports names: `(kind: 'const' | 'function', values)`. */
	readonly define: string;
	/** Makes names of `let`, which have no value until they are assigned. */
	readonly declare: string;
	/** Makes names of `var`, which are undefined from the start. */
	readonly hoist: string;
	/** Takes the value of the last expression. */
	readonly result: string;
	/** `(specifier, names?, line?, column?)`: resolves with a module that has those exports. */
	readonly import: string;
	/** A local variable of the cell and of each function with loops: rounds left. */
	readonly count: string;
	/** A variable that the functions of a cell share: calls left. */
	readonly calls: string;
}

/** Hook names that do not occur in the source, so that a cell may call its own things `$tick`. */
export function hookNames(source: string): Hooks {
	let mark = '$';
	while (source.includes(`${mark}k_`)) mark += '$';
	const name = (word: string): string => `${mark}k_${word}`;
	return {
		tick: name('tick'),
		define: name('define'),
		declare: name('declare'),
		hoist: name('hoist'),
		result: name('result'),
		import: name('import'),
		count: name('count'),
		calls: name('calls')
	};
}
