import { prerequisites, type StepSpec } from './definition.ts';
import type { StepRecord } from './records.ts';

/** Steps that can begin now: all that they wait for has succeeded, and they stand in branches that were taken. */
export function readySteps(steps: readonly StepSpec[], begun: readonly StepRecord[]): StepSpec[] {
	const records = new Map(begun.map((record) => [record.name, record]));
	const skipped = skippedSteps(steps, records);
	return steps.filter(
		(step) =>
			!records.has(step.name) &&
			!skipped.has(step.name) &&
			prerequisites(step).every((name) => records.get(name)?.status === 'Succeeded')
	);
}

/** Steps of branches that were not taken, and those that wait for such. */
function skippedSteps(
	steps: readonly StepSpec[],
	records: ReadonlyMap<string, StepRecord>
): ReadonlySet<string> {
	const skipped = new Set<string>();
	for (;;) {
		const more = steps.filter(
			(step) =>
				!skipped.has(step.name) &&
				(prerequisites(step).some((name) => skipped.has(name)) ||
					step.guards.some(({ condition, outcome }) => {
						const taken = records.get(condition)?.outcome ?? null;
						return taken !== null && taken !== outcome;
					}))
		);
		if (more.length === 0) return skipped;
		for (const { name } of more) skipped.add(name);
	}
}
