// What serves the model of train.mjs: a review's text in, 0 or 1 out.
import { readFile } from 'node:fs/promises';

export async function modelFn(folder) {
	const read = async (name) => JSON.parse(await readFile(`${folder}/${name}.json`, 'utf8'));
	return { ...(await read('model')), words: await read('word_dict') };
}

export function inputFn(body, contentType) {
	if (contentType === 'text/plain') return body;
	throw new Error(`Requested unsupported ContentType in content_type: ${contentType}`);
}

export function predictFn(text, { embedding, weights, bias, words }) {
	const ids = text.split(' ').map((word) => words[word] ?? 1);
	const scale = 1 / Math.sqrt(Math.max(1, ids.length));
	const sum = weights.map((_, k) => scale * ids.reduce((total, id) => total + embedding[id][k], 0));
	return sum.reduce((total, each, k) => total + each * weights[k], bias) > 0 ? 1 : 0;
}

export const outputFn = (prediction) => [String(prediction), 'text/plain'];
