import { UserError } from '#base/errors.ts';
import type { AlgorithmSpec } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import type { ChannelInput } from '#sim/ports.ts';
import { readChannel, type ReadOptions } from './read-channel.ts';
import { trainingWords } from './training-words.ts';

/**
 * The channels as tables, after a look at their names.
 * @throws UserError `MissingChannel`, `UnknownChannel`, `FeatureMismatch`, and what {@link readChannel} throws
 */
export async function readChannels(
	channels: readonly ChannelInput[],
	options: ReadOptions
): Promise<Record<string, Dataset>> {
	const { spec, log } = options;
	checkNames(channels, spec);
	const tables: Record<string, Dataset> = {};
	for (const channelSpec of spec.channels) {
		const { name } = channelSpec;
		const channel = channels.find((each) => each.name === name);
		if (!channel) continue;
		const data = await readChannel(channel, channelSpec, options);
		tables[name] = data;
		if (spec.container !== 'toolkit') continue;
		const title = `${name[0]!.toUpperCase()}${name.slice(1)}`;
		log(`INFO: ${title} matrix has ${data.rows} rows and ${data.columns} columns`);
	}
	if (spec.container === 'toolkit') checkWidths(channels, tables);
	return tables;
}

function checkNames(channels: readonly ChannelInput[], spec: AlgorithmSpec): void {
	const known = spec.channels.map(({ name }) => name);
	const extra = channels.find(({ name }) => !known.includes(name));
	if (extra) {
		throw new UserError('UnknownChannel', trainingWords(spec).unknown(extra.name), {
			hint: `The channels of ${spec.name} are ${known.join(' and ')}.`
		});
	}
	const missing = spec.channels.find(
		({ name, required }) => required && !channels.some((c) => c.name === name)
	);
	if (missing) {
		throw new UserError('MissingChannel', trainingWords(spec).missing(missing.name), {
			hint: `${missing.doc} Name a channel '${missing.name}' in InputDataConfig.`
		});
	}
}

/** CSV says its width in every row; only libsvm may leave trailing columns unsaid. */
function checkWidths(channels: readonly ChannelInput[], tables: Readonly<Record<string, Dataset>>): void {
	const { train } = tables;
	for (const [name, data] of Object.entries(tables)) {
		const csv = channels.find((each) => each.name === name)?.contentType?.includes('csv');
		if (!train || !csv || data.columns === train.columns) continue;
		throw new UserError(
			'FeatureMismatch',
			`Channel '${name}' has ${data.columns} feature columns, but channel 'train' has ${train.columns}.`,
			{ hint: 'Both need the label in column 1 and the same features behind it.' }
		);
	}
}
