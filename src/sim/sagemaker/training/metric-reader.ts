import type { LogLine, MetricPoint } from '../../events.ts';

export interface MetricDefinition {
	readonly name: string;
	/** Its first group is the value. */
	readonly regex: string;
}

export interface MetricReader {
	/** The points that the lines hold, in their order. */
	read(lines: readonly LogLine[]): MetricPoint[];
	/** The last point of each metric, in the order of the definitions. */
	last(): MetricPoint[];
}

/** Reads metrics out of log lines as CloudWatch does: one point for each line that a definition's expression matches. */
export function createMetricReader(definitions: readonly MetricDefinition[]): MetricReader {
	const readers = definitions.map(({ name, regex }) => ({ name, regex: new RegExp(regex) }));
	const latest = new Map<string, MetricPoint>();
	return {
		read: (lines) =>
			lines.flatMap(({ at, message }) =>
				readers.flatMap(({ name, regex }) => {
					const value = Number(regex.exec(message)?.[1] ?? NaN);
					if (!Number.isFinite(value)) return [];
					const point = { name, step: (latest.get(name)?.step ?? -1) + 1, value, at };
					latest.set(name, point);
					return [point];
				})
			),
		last: () => definitions.flatMap(({ name }) => latest.get(name) ?? [])
	};
}
