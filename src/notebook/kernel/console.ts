import { CONSOLE_MIME, TABLE_MIME, type ConsoleData, type Output, type TreeNode } from '../outputs.ts';
import { plainText } from '../values/bundle.ts';
import { toTable } from '../values/table.ts';
import { toTree } from '../values/tree.ts';
import { treeText } from '../values/tree-text.ts';

type Level = ConsoleData['level'];

/** The console that cells see: what it is told becomes output of the running cell. */
export function createConsole(write: (output: Output) => void, now: () => number): Record<string, unknown> {
	const counts = new Map<string, number>();
	const timers = new Map<string, number>();
	let indent = '';
	const say = (level: Level, args: readonly unknown[]): void => write(message(level, args, indent));
	const elapsed = (label: string, rest: readonly unknown[]): void => {
		const start = timers.get(label);
		if (start === undefined) say('warn', [`Timer '${label}' does not exist.`]);
		else say('log', [`${label}: ${Number((now() - start).toPrecision(4))} ms`, ...rest]);
	};
	const group = (...args: unknown[]): void => {
		if (args.length > 0) say('log', args);
		indent += '  ';
	};
	return {
		log: (...args: unknown[]) => say('log', args),
		info: (...args: unknown[]) => say('info', args),
		debug: (...args: unknown[]) => say('debug', args),
		warn: (...args: unknown[]) => say('warn', args),
		error: (...args: unknown[]) => say('error', args),
		trace: (...args: unknown[]) => say('log', ['Trace:', ...args]),
		dir: (value: unknown) => say('log', [value]),
		table: (value: unknown) => write(tableOutput(value) ?? message('log', [value], indent)),
		assert: (ok: unknown, ...args: unknown[]) => {
			if (!ok) say('error', ['Assertion failed', ...args]);
		},
		count: (label = 'default') => {
			const n = (counts.get(String(label)) ?? 0) + 1;
			counts.set(String(label), n);
			say('log', [`${String(label)}: ${n}`]);
		},
		countReset: (label = 'default') => counts.delete(String(label)),
		time: (label = 'default') => void timers.set(String(label), now()),
		timeLog: (label = 'default', ...rest: unknown[]) => elapsed(String(label), rest),
		timeEnd: (label = 'default') => {
			elapsed(String(label), []);
			timers.delete(String(label));
		},
		group,
		groupCollapsed: group,
		groupEnd: () => {
			indent = indent.slice(2);
		},
		clear: () => undefined
	};
}

/** Plain text goes to the stream; what has structure, and what is a warning, becomes a bundle of its own. */
function message(level: Level, args: readonly unknown[], indent: string): Output {
	const parts = formatted(args);
	const nodes = parts.map(toArgument);
	const text = nodes.map((node) => treeText(node)).join(' ');
	const lines = indent + text.replaceAll('\n', `\n${indent}`);
	const isPlain = nodes.every((node) => node.kind === 'leaf');
	if (isPlain && level !== 'warn' && level !== 'error') {
		return { type: 'stream', name: 'stdout', text: `${lines}\n` };
	}
	const data: ConsoleData = { level, args: nodes };
	return { type: 'display', displayId: null, data: { [CONSOLE_MIME]: data, 'text/plain': lines } };
}

function toArgument(value: unknown): TreeNode {
	return typeof value === 'string' ? { kind: 'leaf', type: 'text', text: value } : toTree(value);
}

const PLACEHOLDER = /%[sdifoOc%]/g;

/** Fills the placeholders of a first argument, as the Console standard says; the rest stays as it is. */
function formatted(args: readonly unknown[]): readonly unknown[] {
	const [first, ...rest] = args;
	if (typeof first !== 'string' || rest.length === 0) return args;
	const text = first.replace(PLACEHOLDER, (mark) => {
		if (mark === '%%') return '%';
		if (rest.length === 0) return mark;
		const value = rest.shift();
		switch (mark) {
			case '%c':
				return '';
			case '%d':
			case '%i':
				return String(typeof value === 'symbol' ? NaN : Math.trunc(Number(value)));
			case '%f':
				return String(typeof value === 'symbol' ? NaN : Number(value));
			case '%s':
				return typeof value === 'string' ? value : plainText(value);
			default:
				return plainText(value);
		}
	});
	return [text, ...rest];
}

/** An array of records as it is; other arrays and objects with their keys as first column; null for plain values. */
function tableOutput(value: unknown): Output | null {
	if (typeof value !== 'object' || value === null) return null;
	const records = Object.entries(value).map(([key, row]: [string, unknown]) =>
		typeof row === 'object' && row !== null ? { '(index)': key, ...row } : { '(index)': key, Value: row }
	);
	const table = toTable(value) ?? toTable(records);
	if (!table) return null;
	return { type: 'display', displayId: null, data: { [TABLE_MIME]: table, 'text/plain': plainText(value) } };
}
