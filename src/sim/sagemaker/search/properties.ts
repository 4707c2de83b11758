import { isRecord } from '../../protocol/model.ts';
import type { Entity } from './candidate.ts';

/**
 * All values of a property such as `ResourceConfig.InstanceType`, `Tags.team`, `Metrics.train:rmse` or
 * `InputDataConfig.ChannelName`, which has one value for each item of the list.
 */
export function valuesOf(entity: unknown, path: string): unknown[] {
	if (entity === undefined || entity === null) return [];
	if (path === '') return [entity];
	if (Array.isArray(entity)) return entity.flatMap((item: unknown) => valuesOf(item, path));
	if (!isRecord(entity)) return [];
	const special = specialValues(entity, path);
	if (special) return special;
	// Names of hyperparameters and metrics hold dots at times, so the longest name that fits comes first.
	const name = Object.keys(entity)
		.filter((key) => path === key || path.startsWith(`${key}.`))
		.sort((a, b) => b.length - a.length)[0];
	return name === undefined ? [] : valuesOf(entity[name], path.slice(name.length + 1));
}

/** Tags and metrics are lists of named things, and are asked for by name. */
function specialValues(entity: Entity, path: string): unknown[] | null {
	const [head = '', ...rest] = path.split('.');
	const name = rest.join('.');
	const pick = (list: unknown, key: string, value: string): unknown[] =>
		(Array.isArray(list) ? (list as unknown[]) : [])
			.filter((item) => isRecord(item) && item[key] === name)
			.map((item) => (item as Entity)[value]);
	if (head === 'Tags' && name !== '') return pick(entity['Tags'], 'Key', 'Value');
	if (head === 'Metrics' && Array.isArray(entity['FinalMetricDataList'])) {
		return pick(entity['FinalMetricDataList'], 'MetricName', 'Value');
	}
	return null;
}
