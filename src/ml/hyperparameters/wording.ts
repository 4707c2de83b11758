/** How a container says what is wrong with its hyperparameters. */
export interface HyperparameterWording {
	unknown(key: string): string;
	missing(name: string): string;
	/** @param words what it should be, e.g. `a whole number` */
	unreadable(name: string, text: string, words: string): string;
	/** @param range as mathematicians write it */
	outside(name: string, text: string, range: string): string;
	noneOf(name: string, text: string, allowed: readonly string[]): string;
}

/** Sentences of the toolkit on which AWS's open containers are built, XGBoost's too. */
export const toolkitWording: HyperparameterWording = {
	unknown: (key) => `Extraneous hyperparameter found: ${key}`,
	missing: (name) => `Missing required hyperparameter: ${name}`,
	unreadable: (name, text, words) => `Hyperparameter ${name}: could not parse value '${text}' as ${words}`,
	outside: (name, text, range) => `Hyperparameter ${name}: ${text} is not in ${range}`,
	noneOf: (name, text, allowed) => `Hyperparameter ${name}: ${text} is not in [${allowed.join(', ')}]`
};

const noneOfTheSchemas = (name: string, text: string): string =>
	`u'${text}' is not valid under any of the given schemas\n\nFailed validating u'oneOf' in schema[u'properties'][u'${name}']\n\nOn instance[u'${name}']:\n    u'${text}'`;

/**
 * Sentences of the containers of the first generation, which check by a JSON schema.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/common-info-all-sagemaker-models-logs.html
 */
export const schemaWording: HyperparameterWording = {
	unknown: (key) => `Additional properties are not allowed (u'${key}' was unexpected)`,
	missing: (name) => `u'${name}' is a required property`,
	unreadable: noneOfTheSchemas,
	outside: noneOfTheSchemas,
	noneOf: (name, text, allowed) =>
		`u'${text}' is not one of [${allowed.map((word) => `u'${word}'`).join(', ')}]\n\nOn instance[u'${name}']:\n    u'${text}'`
};
