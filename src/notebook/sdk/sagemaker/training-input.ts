import type { Channel } from '@aws-sdk/client-sagemaker';
import { requireText } from './errors.ts';

export interface TrainingInputOptions {
	/** `s3://BUCKET/PREFIX`: every object whose key begins so belongs to the channel. */
	readonly s3Data: string;
	/** e.g. `text/csv`, which XGBoost must be told: its default is libsvm. */
	readonly contentType?: string;
	/** `FullyReplicated` (default): each instance gets everything. `ShardedByS3Key`: each gets its share of the objects. */
	readonly distribution?: 'FullyReplicated' | 'ShardedByS3Key';
	/** Default `S3Prefix`. */
	readonly s3DataType?: 'S3Prefix' | 'ManifestFile' | 'AugmentedManifestFile';
	readonly inputMode?: 'File' | 'Pipe' | 'FastFile';
}

/** Where a channel's data lie and how they are to be read. The Python SDK's `sagemaker.inputs.TrainingInput`. */
export class TrainingInput {
	readonly options: TrainingInputOptions;

	constructor(options: TrainingInputOptions) {
		requireText('s3Data', options.s3Data);
		this.options = options;
	}

	/** The member of CreateTrainingJob's InputDataConfig for a channel of that name. */
	toChannel(name: string): Channel {
		const { s3Data, contentType, distribution, s3DataType, inputMode } = this.options;
		return {
			ChannelName: name,
			DataSource: {
				S3DataSource: {
					S3DataType: s3DataType ?? 'S3Prefix',
					S3Uri: s3Data,
					S3DataDistributionType: distribution ?? 'FullyReplicated'
				}
			},
			...(contentType === undefined ? {} : { ContentType: contentType }),
			...(inputMode === undefined ? {} : { InputMode: inputMode })
		};
	}
}

/** What `fit` takes: one channel named `training`, or channels by name; a text is the address of a channel's data. */
export type FitInputs = string | TrainingInput | Readonly<Record<string, string | TrainingInput>>;

/** InputDataConfig of a training job. */
export function toChannels(inputs: FitInputs): Channel[] {
	const isOne = typeof inputs === 'string' || inputs instanceof TrainingInput;
	const byName = isOne ? { training: inputs } : inputs;
	return Object.entries(byName).map(([name, input]) => {
		const whole =
			input instanceof TrainingInput
				? input
				: new TrainingInput({ s3Data: requireText(`the data of channel '${name}'`, input) });
		return whole.toChannel(name);
	});
}
