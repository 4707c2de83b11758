import { parseArgs } from 'node:util';

export const CLOCKS = ['instant', 'accelerated', 'real'] as const;
export const PROFILES = ['real', 'api-only'] as const;
export const UNKNOWN_ROLES = ['refused', 'trusted'] as const;

export interface Options {
	/** 0 lets the system choose. */
	readonly port: number;
	/** Folder of the account; null for one that goes with the server. */
	readonly data: string | null;
	readonly clock: (typeof CLOCKS)[number];
	readonly profile: (typeof PROFILES)[number];
	/** What a role may do that IAM does not know: nothing, as on AWS, or everything. */
	readonly unknownRoles: (typeof UNKNOWN_ROLES)[number];
	/** A zip whose account takes the place of the folder's before the server begins; null for none. */
	readonly importFrom: string | null;
	/** Where the folder's account goes as a zip, in place of serving it; null for nowhere. */
	readonly exportTo: string | null;
	readonly quiet: boolean;
	/** Whether scripts and containers of learners run. */
	readonly allowCode: boolean;
	/** File of prices and quotas; null where those of the account hold. */
	readonly settings: string | null;
}

export const USAGE = `npm run region -- [options]
  --port N      port on 127.0.0.1 (4566); 0 lets the system choose
  --data DIR    keep the account in this folder; without it, it ends with the server
  --clock C     accelerated: a minute of AWS is a second (the default); instant: what takes time is over at once;
                real: as long as on AWS
  --profile P   real: jobs run, roles must exist (the default); api-only: requests and references are checked and
                recorded, jobs are over at once without training, endpoints answer no calls, on an instant clock,
                for tests of AWS clients
  --unknown-roles R
                what a role may do that IAM does not know: refused: nothing, as on AWS (the default of the profile
                real); trusted: everything (that of api-only)
  --allow-code  run scripts and containers of learners, each in a process that has no network and no files; without it,
                their jobs fail
  --import FILE put the account of a zip in the place of the one in --data before the server begins
  --export FILE write the account in --data as a zip, and end
  --settings F  take prices and quotas from this JSON file: { "prices": { "Instances/ml.m5.xlarge": 0.3 },
                "quotas": { "instancesPerType": 4 } }; the account keeps them
  --quiet       print nothing for each request
  --help        print this`;

/** What the command line says is wrong. */
export class UsageError extends Error {}

/** @returns null where the caller asked for help @throws UsageError naming the option, the rule and the value */
export function readOptions(args: readonly string[]): Options | null {
	const { values } = parse(args);
	if (values.help) return null;
	const profile = oneOf('profile', values.profile ?? 'real', PROFILES);
	const clock = oneOf('clock', values.clock ?? (profile === 'api-only' ? 'instant' : 'accelerated'), CLOCKS);
	if (profile === 'api-only' && clock !== 'instant') {
		throw new UsageError(`--profile api-only has the clock 'instant', not '${clock}'.`);
	}
	if (values.data === '') throw new UsageError('--data takes the name of a folder, not an empty text.');
	for (const name of ['import', 'export'] as const) {
		if (values[name] === '') throw new UsageError(`--${name} takes the name of a file, not an empty text.`);
	}
	if (values.export !== undefined && values.data === undefined) {
		throw new UsageError('--export needs --data, the folder of the account.');
	}
	const strictness = values['unknown-roles'] ?? (profile === 'real' ? 'refused' : 'trusted');
	return {
		port: portOf(values.port ?? '4566'),
		data: values.data ?? null,
		clock,
		profile,
		unknownRoles: oneOf('unknown-roles', strictness, UNKNOWN_ROLES),
		importFrom: values.import ?? null,
		exportTo: values.export ?? null,
		quiet: values.quiet ?? false,
		allowCode: values['allow-code'] ?? false,
		settings: values.settings ?? null
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			strict: true,
			allowPositionals: false,
			options: {
				port: { type: 'string' },
				data: { type: 'string' },
				clock: { type: 'string' },
				profile: { type: 'string' },
				'unknown-roles': { type: 'string' },
				import: { type: 'string' },
				export: { type: 'string' },
				settings: { type: 'string' },
				quiet: { type: 'boolean' },
				'allow-code': { type: 'boolean' },
				help: { type: 'boolean' }
			}
		});
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}

function portOf(text: string): number {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
	if (port <= 65_535) return port;
	throw new UsageError(`--port takes a number from 0 to 65535, not '${text}'.`);
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((each) => each === value);
	if (found !== undefined) return found;
	throw new UsageError(`--${name} takes one of ${allowed.join(', ')}, not '${value}'.`);
}
