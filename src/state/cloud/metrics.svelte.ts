import type { CloudSource } from './cloud-source.ts';
import {
	familiesOf,
	queryFor,
	refOf,
	valuesOf,
	type MetricFamily,
	type MetricQuestion,
	type MetricRef,
	type MetricValues
} from './metric-questions.ts';

/** CloudWatch takes so many queries in one call. */
const MOST_SERIES = 8;
/** More families than that are narrowed by searching. */
const MOST_PAGES = 20;

/** CloudWatch's metrics, read through its own operations. */
export class Metrics {
	readonly #call: CloudSource['call'];
	#families = $state.raw<readonly MetricFamily[] | null>(null);

	constructor(call: CloudSource['call']) {
		this.#call = call;
	}

	/** By namespace and name; null until they were listed. */
	get families(): readonly MetricFamily[] | null {
		return this.#families;
	}

	/** Lists anew; what was known stays where that fails. */
	async refresh(): Promise<void> {
		const found: MetricRef[] = [];
		let token: unknown;
		try {
			for (let page = 0; page < MOST_PAGES; page++) {
				const answer = (await this.#call('cloudwatch', 'ListMetrics', token ? { NextToken: token } : {})) as {
					readonly Metrics?: readonly unknown[];
					readonly NextToken?: string;
				};
				found.push(...(answer.Metrics ?? []).map(refOf));
				token = answer.NextToken;
				if (!token) break;
			}
		} catch {
			this.#families ??= [];
			return;
		}
		this.#families = familiesOf(found);
	}

	/** Values of a family's first metrics in the order of time, one list for each; rejects with AWS's error. */
	async read({ metrics }: MetricFamily, question: MetricQuestion): Promise<readonly MetricValues[]> {
		const asked = metrics.slice(0, MOST_SERIES);
		return valuesOf(asked, await this.#call('cloudwatch', 'GetMetricData', queryFor(asked, question)));
	}
}
