import { UserError } from '#base/errors.ts';

/** Where AWS keeps the image of one algorithm. */
interface ImageFacts {
	readonly repository: string;
	/** Registry account by region. */
	readonly accounts: Readonly<Record<string, string>>;
	/** Tag by version; the last one is the newest. */
	readonly tags: Readonly<Record<string, string>>;
}

const first = (repository: string, east: string, west: string): ImageFacts => ({
	repository,
	accounts: { 'us-east-1': east, 'us-west-2': west },
	tags: { '1': '1' }
});

/**
 * Registry accounts and tags of the built-in algorithms, in the two regions that the courses use.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
 */
const IMAGES: Readonly<Record<string, ImageFacts>> = {
	xgboost: {
		repository: 'sagemaker-xgboost',
		accounts: { 'us-east-1': '683313688378', 'us-west-2': '246618743249' },
		tags: {
			'0.90-1': '0.90-1-cpu-py3',
			'0.90-2': '0.90-2-cpu-py3',
			'1.0-1': '1.0-1-cpu-py3',
			'1.2-1': '1.2-1',
			'1.2-2': '1.2-2',
			'1.3-1': '1.3-1',
			'1.5-1': '1.5-1',
			'1.7-1': '1.7-1',
			'3.0-5': '3.0-5',
			'3.2-0': '3.2-0'
		}
	},
	'linear-learner': first('linear-learner', '382416733822', '174872318107'),
	kmeans: first('kmeans', '382416733822', '174872318107'),
	knn: first('knn', '382416733822', '174872318107'),
	pca: first('pca', '382416733822', '174872318107'),
	'factorization-machines': first('factorization-machines', '382416733822', '174872318107'),
	randomcutforest: first('randomcutforest', '382416733822', '174872318107'),
	ipinsights: first('ipinsights', '382416733822', '174872318107'),
	lda: first('lda', '766337827248', '266724342769'),
	ntm: first('ntm', '382416733822', '174872318107'),
	seq2seq: first('seq2seq', '811284229777', '433757028032'),
	blazingtext: first('blazingtext', '811284229777', '433757028032'),
	object2vec: first('object2vec', '382416733822', '174872318107'),
	'forecasting-deepar': first('forecasting-deepar', '522234722520', '156387875391'),
	'image-classification': first('image-classification', '811284229777', '433757028032'),
	'object-detection': first('object-detection', '811284229777', '433757028032'),
	'semantic-segmentation': first('semantic-segmentation', '811284229777', '433757028032'),
	// Where scripts of your own run; AWS has images for Python instead, such as sagemaker-scikit-learn.
	javascript: {
		repository: 'sagebrush-javascript',
		accounts: { 'us-east-1': '683313688378', 'us-west-2': '246618743249' },
		tags: { '1': '1-cpu-js20' }
	}
};

export interface RetrieveOptions {
	/** The algorithm, e.g. `xgboost`. */
	readonly framework: string;
	/** Where the job will run; the image lies in the same region. Default `us-east-1`. */
	readonly region?: string;
	/** e.g. `1.7-1` for xgboost. Left out, the only version of those algorithms that have just one. */
	readonly version?: string;
}

/**
 * The address of a built-in algorithm's container image in AWS's registry, as `sagemaker.image_uris.retrieve` gives it:
 * `683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1`.
 *
 * Throws a UserError `UnknownImage` that lists those known where the framework, the region or the version is not.
 */
function retrieve(options: RetrieveOptions): string {
	const { framework, region = 'us-east-1', version } = options;
	const image = pick(IMAGES, framework, 'framework');
	const account = pick(image.accounts, region, 'region');
	const versions = Object.keys(image.tags);
	const chosen = version ?? (versions.length === 1 ? versions[0]! : '');
	const tag = pick(image.tags, chosen, `version of ${framework}`);
	return `${account}.dkr.ecr.${region}.amazonaws.com/${image.repository}:${tag}`;
}

function pick<T>(table: Readonly<Record<string, T>>, key: string, what: string): T {
	if (Object.hasOwn(table, key)) return table[key]!;
	throw new UserError('UnknownImage', `'${key}' is no ${what} that imageUris.retrieve knows.`, {
		hint: `Known: ${Object.keys(table).join(', ')}.`
	});
}

/** Addresses of container images. */
export const imageUris = { retrieve };
