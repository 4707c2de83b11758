import {
	CONSOLE_MIME,
	TABLE_MIME,
	type ConsoleData,
	type Output,
	type TreeNode,
	type ValueRef
} from '../outputs.ts';
import { plainText } from '../values/bundle.ts';
import { toTable } from '../values/table.ts';
import { toAnyTable } from '../values/table-source.ts';
import { toTree, type TreeLimits } from '../values/tree.ts';
import { treeText } from '../values/tree-text.ts';
import type { Kept } from '../values/value-store.ts';

type Level = ConsoleData['level'];
type Keep = (kept: Kept) => ValueRef;

export interface ConsoleHost {
	write(output: Output): void;
	/** Real time, ms. */
	now(): number;
	/** Begins to keep values for one more output of the running cell. */
	keep(): Keep;
	/** Counts runs: groups end with the run that opened them. */
	run(): number;
	/** The places in cells that led here, one a line. */
	stack(): string;
}

/** A line shows less of an object than a cell's value does, since there may be thousands of lines. */
const LINE_LIMITS: TreeLimits = { widths: [12, 4], text: 2000, nodes: 120 };
/** Characters of a text that stands as it is; of longer ones the middle is left out. */
const LONGEST_TEXT = 200_000;

/** The console that cells see: what it is told becomes output of the running cell. */
export function createConsole(host: ConsoleHost): Record<string, unknown> {
	const counts = new Map<string, number>();
	const timers = new Map<string, number>();
	const groups = groupDepth(host);
	const say = (level: Level, args: readonly unknown[], more: Partial<ConsoleData> = {}): void =>
		host.write(line(level, args, { ...depthOf(groups.depth), ...more }, keepLazily(host)));
	const elapsed = (label: string, rest: readonly unknown[]): void => {
		const start = timers.get(label);
		if (start === undefined) say('warn', [`Timer '${label}' does not exist.`]);
		else say('log', [`${label}: ${Number((host.now() - start).toPrecision(4))} ms`, ...rest]);
	};
	const openGroup = (args: readonly unknown[], group: 'open' | 'folded'): void => {
		say('log', args.length > 0 ? args : ['console.group'], { group });
		groups.enter();
	};
	return {
		log: (...args: unknown[]) => say('log', args),
		info: (...args: unknown[]) => say('info', args),
		debug: (...args: unknown[]) => say('debug', args),
		warn: (...args: unknown[]) => say('warn', args),
		error: (...args: unknown[]) => say('error', args),
		trace: (...args: unknown[]) => say('log', ['Trace:', ...args], { stack: host.stack() }),
		dir: (value: unknown) => say('log', [value]),
		table: (value: unknown) => {
			const table = tableOutput(value, host.keep());
			if (table) host.write(table);
			else say('log', [value]);
		},
		assert: (ok: unknown, ...args: unknown[]) => {
			if (!ok) say('error', ['Assertion failed', ...args]);
		},
		count: (label = 'default') => {
			const n = (counts.get(String(label)) ?? 0) + 1;
			counts.set(String(label), n);
			say('log', [`${String(label)}: ${n}`]);
		},
		countReset: (label = 'default') => void counts.delete(String(label)),
		time: (label = 'default') => void timers.set(String(label), host.now()),
		timeLog: (label = 'default', ...rest: unknown[]) => elapsed(String(label), rest),
		timeEnd: (label = 'default') => {
			elapsed(String(label), []);
			timers.delete(String(label));
		},
		group: (...args: unknown[]) => openGroup(args, 'open'),
		groupCollapsed: (...args: unknown[]) => openGroup(args, 'folded'),
		groupEnd: () => groups.leave(),
		clear: () => undefined
	};
}

/** Most lines hold nothing that can be opened, and there may be millions of them. */
function keepLazily(host: ConsoleHost): Keep {
	let keep: Keep | null = null;
	return (kept) => (keep ??= host.keep())(kept);
}

function groupDepth(host: ConsoleHost): { readonly depth: number; enter(): void; leave(): void } {
	let depth = 0;
	let run = host.run();
	const current = (): number => {
		if (run !== host.run()) [run, depth] = [host.run(), 0];
		return depth;
	};
	return {
		get depth() {
			return current();
		},
		enter: () => void (depth = current() + 1),
		leave: () => void (depth = Math.max(0, current() - 1))
	};
}

function depthOf(depth: number): Partial<ConsoleData> {
	return depth > 0 ? { depth } : {};
}

function line(level: Level, args: readonly unknown[], more: Partial<ConsoleData>, keep: Keep): Output {
	const parts = formatted(args);
	const nodes = parts.map((part) => toArgument(part, keep));
	const indent = '  '.repeat(more.depth ?? 0);
	const text = nodes.map((node, i) => textOf(node, parts[i])).join(' ');
	const stack = more.stack ? `\n${more.stack}` : '';
	const whole = indent + (text + stack).replaceAll('\n', `\n${indent}`);
	const data: ConsoleData = { level, args: nodes, ...more };
	return { type: 'display', displayId: null, data: { [CONSOLE_MIME]: data, 'text/plain': whole } };
}

function toArgument(value: unknown, keep: Keep): TreeNode {
	return typeof value === 'string'
		? { kind: 'leaf', type: 'text', text: withoutMiddle(value) }
		: toTree(value, LINE_LIMITS, keep);
}

function textOf(node: TreeNode, value: unknown): string {
	return node.kind === 'leaf' ? node.text : treeText(toTree(value));
}

function withoutMiddle(text: string): string {
	if (text.length <= LONGEST_TEXT) return text;
	const missing = (text.length - LONGEST_TEXT).toLocaleString('en-US');
	const half = LONGEST_TEXT / 2;
	return `${text.slice(0, half)}\n… ${missing} characters were left out here …\n${text.slice(-half)}`;
}

const PLACEHOLDER = /%[sdifoOc%]/g;

/**
 * Fills the placeholders of a first argument, as the Console standard says; objects stay what they are, so that they can
 * be opened, and the rest stays as it is.
 */
function formatted(args: readonly unknown[]): readonly unknown[] {
	const [first, ...rest] = args;
	if (typeof first !== 'string' || rest.length === 0) return args;
	const parts: unknown[] = [];
	let text = '';
	let at = 0;
	for (const match of first.matchAll(PLACEHOLDER)) {
		text += first.slice(at, match.index);
		at = match.index + 2;
		const mark = match[0];
		if (mark === '%%') text += '%';
		else if (rest.length === 0) text += mark;
		else {
			const value = rest.shift();
			const filled = fill(mark, value);
			if (filled !== null) text += filled;
			else {
				if (text) parts.push(text);
				parts.push(value);
				text = '';
			}
		}
	}
	text += first.slice(at);
	return [...parts, ...(text || parts.length === 0 ? [text] : []), ...rest];
}

/** What a placeholder becomes; null where the value stands for itself. */
function fill(mark: string, value: unknown): string | null {
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
			return null;
	}
}

function tableOutput(value: unknown, keep: Keep): Output | null {
	const source = toAnyTable(value);
	if (!source) return null;
	const table = toTable(source, (kept) => keep({ kind: 'table', table: kept }));
	return { type: 'display', displayId: null, data: { [TABLE_MIME]: table, 'text/plain': plainText(value) } };
}
