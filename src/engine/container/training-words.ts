import type { AlgorithmSpec } from '#ml/algorithm.ts';

/** How a training container says that a channel is wrong. */
export interface TrainingWords {
	unknown(channel: string): string;
	missing(channel: string): string;
	contentType(given: string, taken: readonly string[]): string;
	/** @param reason what the reader of the format found */
	unreadable(channel: string, type: string, reason: string): string;
}

const toolkit: TrainingWords = {
	unknown: (channel) => `Extraneous channel found: ${channel}`,
	missing: (channel) => `Missing required channel: ${channel}`,
	contentType: (given, taken) => `${given} is not an accepted ContentType: ${taken.join(', ')}.`,
	unreadable: (_channel, _type, reason) => reason
};

const invalid = (cause: string): string =>
	`Unable to initialize the algorithm. Failed to validate input data configuration. (caused by ValidationError)\n\nCaused by: ${cause}`;

const first: TrainingWords = {
	unknown: (channel) => invalid(`Additional properties are not allowed (u'${channel}' was unexpected)`),
	missing: (channel) => invalid(`u'${channel}' is a required property`),
	contentType: (given, taken) =>
		invalid(`u'${given}' is not one of [${taken.map((type) => `u'${type}'`).join(', ')}]`),
	unreadable: (channel, type, reason) =>
		`Unable to read data channel '${channel}'. Requested content-type is '${type}'. Please verify the data matches the requested content-type. ${reason}`
};

/** The words of the kind of container in which AWS ships the algorithm. */
export function trainingWords({ container }: AlgorithmSpec): TrainingWords {
	return container === 'toolkit' ? toolkit : first;
}
