/* eslint-disable no-console -- what a training script prints is its log */
// A sentiment model of one's own in script mode: embeddings of words, their sum, one logistic unit over it.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
	options: { epochs: { type: 'string', default: '10' }, hidden_dim: { type: 'string', default: '8' } }
});
const epochs = Number(values.epochs);
const dim = Number(values.hidden_dim);
// AdaGrad: rare words get longer steps.
const RATE = 0.1;
const folder = process.env.SM_CHANNEL_TRAINING;
const modelFolder = process.env.SM_MODEL_DIR;

const words = JSON.parse(await readFile(`${folder}/word_dict.json`, 'utf8'));
const rows = (await readFile(`${folder}/train.csv`, 'utf8'))
	.trim()
	.split('\n')
	.map((line) => {
		const [label, length, ...ids] = line.split(',').map(Number);
		return { label, ids: ids.slice(0, length) };
	});
console.log(`Model loaded with embedding_dim ${dim}, vocab_size ${Object.keys(words).length}.`);

let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
// 0 is padding, 1 is a word that is not in the dictionary.
const embedding = Array.from({ length: Object.keys(words).length + 2 }, () =>
	Array.from({ length: dim }, () => (random() - 0.5) * 0.1)
);
const weights = Array.from({ length: dim }, () => random() - 0.5);
let bias = 0;
const seen = embedding.map((row) => row.map(() => 1e-6));
const seenWeights = weights.map(() => 1e-6);
function descend(parameters, squares, at, gradient) {
	squares[at] += gradient * gradient;
	parameters[at] -= (RATE * gradient) / Math.sqrt(squares[at]);
}

for (let epoch = 1; epoch <= epochs; epoch++) {
	let loss = 0;
	for (let i = rows.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		[rows[i], rows[j]] = [rows[j], rows[i]];
	}
	for (const { label, ids } of rows) {
		const scale = 1 / Math.sqrt(Math.max(1, ids.length));
		const sum = weights.map((_, k) => scale * ids.reduce((total, id) => total + embedding[id][k], 0));
		const p = 1 / (1 + Math.exp(-bias - sum.reduce((total, each, k) => total + each * weights[k], 0)));
		loss -= Math.log(Math.max(1e-9, label === 1 ? p : 1 - p));
		const gradient = p - label;
		bias -= 0.01 * gradient;
		for (const id of ids) {
			for (let k = 0; k < dim; k++) descend(embedding[id], seen[id], k, gradient * scale * weights[k]);
		}
		for (let k = 0; k < dim; k++) descend(weights, seenWeights, k, gradient * sum[k]);
	}
	console.log(`Epoch: ${epoch}, BCELoss: ${loss / rows.length}`);
}

await writeFile(`${modelFolder}/model.json`, JSON.stringify({ embedding, weights, bias }));
await writeFile(`${modelFolder}/word_dict.json`, JSON.stringify(words));
