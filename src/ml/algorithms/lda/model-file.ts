import { UserError } from '#base/errors.ts';
import { readNdArrays, writeNdArrays } from '#ml/data/mxnet-ndarray.ts';
import type { TopicModel } from './mixture.ts';

/** AWS's own format: the arrays `alpha` (topics) and `beta` (topics · words) as MXNet saves them. */
export function writeModel({ alpha, beta, topics, words }: TopicModel): Uint8Array {
	return writeNdArrays([
		{ name: 'alpha', shape: [topics], values: alpha },
		{ name: 'beta', shape: [topics, words], values: beta }
	]);
}

/**
 * Reads what {@link writeModel} wrote; without names the first array is alpha.
 * @throws UserError `BadModel`
 */
export function readModel(bytes: Uint8Array): TopicModel {
	const arrays = readNdArrays(bytes);
	const named = (name: string, place: number) => arrays.find((each) => each.name === name) ?? arrays[place];
	const [alpha, beta] = [named('alpha', 0), named('beta', 1)];
	const [topics = 0, words = 0] = beta?.shape ?? [];
	if (!alpha || !beta || beta.shape.length !== 2 || alpha.values.length !== topics || arrays.length !== 2) {
		throw badModel('it does not hold the arrays alpha and beta of a topic model');
	}
	if (![...alpha.values].every((each) => each > 0 && each < Infinity))
		throw badModel('its alpha is not above 0');
	if (!beta.values.every((each) => each >= 0 && each <= 1))
		throw badModel('its beta holds other things than shares');
	return { topics, words, alpha: Float32Array.from(alpha.values), beta: Float32Array.from(beta.values) };
}

/** @param what is wrong, for the message */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of LDA.'
	});
}
