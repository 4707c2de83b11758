import { inspect } from '../inspect.ts';

interface OptionSpec {
	readonly type: 'string' | 'boolean';
	readonly short?: string;
	readonly multiple?: boolean;
	readonly default?: unknown;
}

interface ParseArgsConfig {
	readonly args?: readonly string[];
	readonly options?: Readonly<Record<string, OptionSpec>>;
	readonly strict?: boolean;
	readonly allowPositionals?: boolean;
}

/** `printf`-like, as console writes: `%s %d %i %f %j %o %O %%`, and what is left behind it. */
export function format(...given: readonly unknown[]): string {
	const [first, ...rest] = given;
	if (typeof first !== 'string')
		return given.map((each) => (typeof each === 'string' ? each : inspect(each))).join(' ');
	let next = 0;
	const text = first.replace(/%[sdifjoO%]/g, (mark) => {
		if (mark === '%%') return '%';
		if (next >= rest.length) return mark;
		const value = rest[next++];
		if (mark === '%s') return typeof value === 'string' ? value : inspect(value);
		if (mark === '%d' || mark === '%f') return String(Number(value));
		if (mark === '%i') return String(Math.trunc(Number(value)));
		return mark === '%j' ? JSON.stringify(value) : inspect(value);
	});
	return [text, ...rest.slice(next).map((each) => (typeof each === 'string' ? each : inspect(each)))].join(
		' '
	);
}

/** Node's own rules for `--name value`, `--name=value`, `-n value`, flags and what stands without a name. */
export function parseArgs(argv: readonly string[], config: ParseArgsConfig = {}): unknown {
	const { args = argv, options = {}, strict = true, allowPositionals = !strict } = config;
	const values: Record<string, unknown> = {};
	const positionals: string[] = [];
	const keep = (name: string, value: unknown): void => {
		if (options[name]?.multiple) values[name] = [...((values[name] as unknown[] | undefined) ?? []), value];
		else values[name] = value;
	};
	for (let i = 0; i < args.length; i++) {
		const given = args[i]!;
		if (given === '--') {
			positionals.push(...args.slice(i + 1));
			break;
		}
		const [, long, , inline] = /^--([^=]+)(=(.*))?$/s.exec(given) ?? [];
		const short = /^-([^-])$/.exec(given)?.[1];
		if (long === undefined && short === undefined) {
			if (!allowPositionals) {
				throw new TypeError(
					`Unexpected argument '${given}'. This command does not take positional arguments`
				);
			}
			positionals.push(given);
			continue;
		}
		const name = long ?? Object.keys(options).find((each) => options[each]!.short === short) ?? short!;
		const spec = Object.hasOwn(options, name) ? options[name] : undefined;
		if (!spec && strict) throw new TypeError(`Unknown option '${given.replace(/=.*/s, '')}'`);
		if (spec?.type === 'string') {
			const value = inline ?? args[++i];
			if (value === undefined) throw new TypeError(`Option '--${name} <value>' argument missing`);
			keep(name, value);
		} else {
			if (inline !== undefined && strict) throw new TypeError(`Option '--${name}' does not take an argument`);
			keep(name, inline ?? true);
		}
	}
	for (const [name, { default: value }] of Object.entries(options)) {
		if (value !== undefined && !Object.hasOwn(values, name)) values[name] = value;
	}
	return { values, positionals };
}
