import { readFileSync } from 'node:fs';
import { encodeUtf8 } from '#base/bytes.ts';
import { Rng } from '#base/rng.ts';
import { ipInsights } from '#ml/algorithms/ipinsights/index.ts';
import type { IpModel } from '#ml/algorithms/ipinsights/model.ts';
import { ipInsightsSpec } from '#ml/algorithms/ipinsights/spec.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseCsvTexts } from '#ml/data/parse-csv-texts.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';

type Given = Readonly<Record<string, string>>;

export function ipHyperparameters(given: Given) {
	const { notSimulated, wording } = ipInsightsSpec;
	const parsed = parseHyperparameters(ipInsights.hyperparameters, given, notSimulated, wording);
	ipInsights.check(parsed);
	return parsed;
}

export interface IpFit {
	readonly model: IpModel;
	readonly lines: readonly string[];
	/** All values that the log gives a metric, by its words. */
	metrics(words: string): number[];
}

/** Trains in this thread. */
export async function fitIp(given: Given, train: Dataset, validation?: Dataset, seed = 1): Promise<IpFit> {
	const lines: string[] = [];
	const model = await ipInsights.train({
		hyperparameters: ipHyperparameters(given),
		channels: { train, ...(validation && { validation }) },
		rng: new Rng(seed),
		stop: { aborted: false },
		log: (line) => lines.push(line),
		breathe: () => Promise.resolve()
	});
	const metrics = (words: string): number[] =>
		lines.filter((line) => line.includes(`${words}=`)).map((line) => Number(line.split(`${words}=`)[1]));
	return { model: model as IpModel, lines, metrics };
}

/** Pairs of texts as a table. */
export function pairsTable(pairs: readonly (readonly [string, string])[]): Dataset {
	return {
		rows: pairs.length,
		columns: 2,
		x: new Float32Array(0),
		texts: pairs.flat(),
		labels: null,
		weights: null
	};
}

/** Users in networks of their own: user 3 comes from 13.7.0.0/16. */
export function homes(rows: number, seed: number, users = 8): Dataset {
	const rng = new Rng(seed);
	return pairsTable(
		Array.from({ length: rows }, () => {
			const user = rng.below(users);
			return [`user ${user}`, `${10 + user}.${2 * user + 1}.${rng.below(4)}.${rng.below(256)}`] as const;
		})
	);
}

/** The logins of the lesson, and the later ones with 1 for those that are none of an attacker. */
export function logins(): { train: Dataset; later: Dataset; isUsual: Float32Array } {
	const read = (name: string): string[][] =>
		readFileSync(new URL(`../../lessons/ip-insights/data/${name}`, import.meta.url), 'utf8')
			.trim()
			.split('\n')
			.slice(1)
			.map((line) => line.split(','));
	const table = (rows: readonly string[][]): Dataset =>
		parseCsvTexts(encodeUtf8(rows.map(([user, ip]) => `${user},${ip}`).join('\n')), 'logins');
	const later = read('later.csv');
	return {
		train: table(read('logins.csv')),
		later: table(later),
		isUsual: Float32Array.from(later, ([, , attack]) => 1 - Number(attack))
	};
}
