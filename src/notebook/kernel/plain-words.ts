/** What an error of the language says, and what to do about it in a notebook. */
interface Rule {
	readonly name: string;
	readonly message: RegExp;
	readonly hint: (found: RegExpExecArray) => string;
}

const RULES: readonly Rule[] = [
	{
		name: 'ReferenceError',
		message: /^Cannot access '?(.+?)'? before initialization|^can't access lexical declaration '(.+?)'/,
		hint: ([, name, other]) =>
			`'${name ?? other ?? ''}' is used above the line that gives it a value. Move that line up.`
	},
	{
		name: 'ReferenceError',
		message: /^(?:Can't find variable: )?(\S+?)(?: is not defined)?$/,
		hint: ([, name]) => `Run the cell that defines '${name ?? ''}' first, or check how it is written.`
	},
	{
		name: 'TypeError',
		message: /read only property|Assignment to constant|readonly|is read-only/,
		hint: () => 'A const keeps its value. Declare it with let if it is to change.'
	},
	{
		name: 'TypeError',
		message: /of (undefined|null) \(reading '(.+?)'\)/,
		hint: ([, nothing, member]) =>
			`What stands before '.${member ?? ''}' is ${nothing ?? 'missing'}. Look at it in a cell of its own; was an await forgotten, or a name misspelt?`
	},
	{
		name: 'TypeError',
		message: /of (undefined|null) \(setting '(.+?)'\)/,
		hint: ([, nothing]) =>
			`What stands before the dot is ${nothing ?? 'missing'}, so nothing can be put into it.`
	},
	{
		name: 'TypeError',
		message: /^(.+?)(?:\.\.\.)? is not a function/,
		hint: ([, what]) =>
			`'${what ?? ''}' is no function. Check how it is written, and look at the value in a cell of its own.`
	},
	{
		name: 'TypeError',
		message: /is not iterable|is not async iterable|object is not iterable/,
		hint: () =>
			'Only lists, strings, Maps and Sets can be looped over or spread. Object.entries(…) makes a list of an object.'
	},
	{
		name: 'TypeError',
		message: /is not a constructor/,
		hint: () => 'Only classes can be made with new. Leave new out, or check the name.'
	},
	{
		name: 'TypeError',
		message: /Cannot mix BigInt|Cannot convert a BigInt/,
		hint: () => 'Turn both into the same kind first: Number(big) or BigInt(number).'
	},
	{
		name: 'TypeError',
		message: /circular structure to JSON/,
		hint: () => 'The object contains itself, which JSON cannot say. Take out the member that points back.'
	},
	{
		name: 'TypeError',
		message: /Cannot destructure/,
		hint: () =>
			'What is taken apart is undefined or null. Look at it in a cell of its own; was an await forgotten?'
	},
	{
		name: 'TypeError',
		message: /object is not extensible|Cannot add property|Cannot delete property/,
		hint: () => 'The object is frozen. Make a changed copy: { ...object, member: value }.'
	},
	{
		name: 'RangeError',
		message: /call stack/i,
		hint: () => 'A function calls itself without an end.'
	},
	{
		name: 'RangeError',
		message: /Invalid (?:typed )?array (?:buffer )?length|Array buffer allocation failed/,
		hint: () =>
			'A length must be a whole number, not negative, and small enough for the memory. Look at how it is worked out.'
	},
	{
		name: 'RangeError',
		message: /Invalid time value/,
		hint: () => 'The text or number given to new Date(…) is no date. Look at it first.'
	},
	{
		name: 'SyntaxError',
		message: /JSON/,
		hint: () =>
			'The text is no JSON. Look at its beginning: an empty answer and a page of HTML are the commonest.'
	}
];

/** What the commonest errors of the language mean in a notebook, in one sentence or two; null for others. */
export function plainWords(error: Error): string | null {
	for (const { name, message, hint } of RULES) {
		const found = error.name === name ? message.exec(String(error.message)) : null;
		if (found) return hint(found);
	}
	return null;
}
