import { decodeUtf8 } from '#base/bytes.ts';
import { BytesReader } from '#ml/data/bytes-reader.ts';
import { badModel, type Fields } from './model-fields.ts';
import { NO_PARENT } from './model-document.ts';

/** Words of 32 bits that the format keeps free at the end of its blocks. */
const RESERVED = { learner: 27, trees: 32, tree: 31, linear: 32 };

/** What the format keeps among the attributes for want of a place of its own. */
const NO_ATTRIBUTES = ['objective', 'metrics', 'count_poisson_max_delta_step'];

/** Bytes of a word. */
const WORD = 4;

const MARK = 'binf';
/** What stands before a model with the parameters of its training, as versions 1.0 to 1.2 pickled it. */
const WITH_CONFIGURATION = 'CONFIG-offset:';

/** No model has more columns or classes; larger numbers mean that the bytes are something else. */
const MOST_COLUMNS = 1e8;

/**
 * Whether the bytes are the library's binary form, which it wrote by default up to version 2 and read up to 3.0: with a
 * mark in front, or (0.x) without one but with an objective behind the parameters.
 */
export function isBinaryModel(bytes: Uint8Array): boolean {
	if (startsWith(bytes, MARK) || startsWith(bytes, WITH_CONFIGURATION)) return true;
	if (bytes.length < 144 || bytes[0] === 0x7b) return false;
	const reader = new BytesReader(bytes, badModel);
	reader.skip(WORD);
	const [columns, classes] = [reader.int32(), reader.int32()];
	reader.skip(WORD * (4 + RESERVED.learner));
	// A length of 64 bits, of which the upper ones are 0.
	const [nameLength, rest] = [reader.int32(), reader.int32()];
	return (
		columns >= 0 &&
		columns < MOST_COLUMNS &&
		classes >= 0 &&
		classes < MOST_COLUMNS &&
		rest === 0 &&
		nameLength > 4 &&
		nameLength < 64 &&
		/^[a-z]+:[a-z]+$/.test(decodeUtf8(bytes.subarray(144, 144 + nameLength)))
	);
}

/**
 * The model in that form as the document that the same model would be in JSON. Everything is little-endian: parameters
 * of the learner, name of the objective, name of the booster, the booster, attributes.
 * @throws UserError `BadModel` where it ends early or counts what cannot be
 * @see https://github.com/dmlc/xgboost/blob/release_1.7.0/src/learner.cc (`LearnerIO::LoadModel`)
 */
export function readBinary(bytes: Uint8Array): Fields {
	const reader = new BytesReader(bytes, badModel);
	if (startsWith(bytes, WITH_CONFIGURATION)) reader.skip(WITH_CONFIGURATION.length + 8);
	if (reader.startsWith(MARK)) reader.skip(MARK.length);
	const base = reader.float32();
	const features = reader.int32();
	const classes = reader.int32();
	const hasAttributes = reader.int32() !== 0;
	reader.skip(WORD);
	const major = reader.int32();
	reader.skip(WORD);
	const targets = Math.max(1, reader.int32());
	reader.skip(WORD * (RESERVED.learner - 1));
	const objective = textIn(reader);
	const booster = readBooster(reader, textIn(reader));
	const attributes = hasAttributes ? readAttributes(reader) : {};
	const own = Object.entries(attributes).filter(([name]) => !NO_ATTRIBUTES.includes(name));
	return {
		learner: {
			attributes: Object.fromEntries(own),
			gradient_booster: booster,
			learner_model_param: {
				// Before version 1 it was kept as a margin.
				base_score: String(major >= 1 ? base : scoreOf(objective, base)),
				num_class: String(classes),
				num_feature: String(features),
				num_target: String(targets)
			},
			objective: { ...parametersOf(attributes['objective']), name: objective }
		}
	};
}

function readBooster(reader: BytesReader, name: string): Fields {
	if (name === 'gblinear') {
		reader.skip(WORD * (2 + RESERVED.linear));
		return { name, model: { weights: floatsIn(reader) } };
	}
	if (name !== 'gbtree' && name !== 'dart') return { name };
	const model = readTrees(reader);
	if (name === 'gbtree') return { name, model };
	const hasTrees = model.trees.length > 0;
	return { name, gbtree: { name: 'gbtree', model }, weight_drop: hasTrees ? floatsIn(reader) : [] };
}

function readTrees(reader: BytesReader): {
	trees: Fields[];
	tree_info: number[];
	gbtree_model_param: Fields;
} {
	const count = countIn(reader, reader.int32(), 148);
	const parallel = reader.int32();
	reader.skip(WORD * (6 + RESERVED.trees));
	const trees = Array.from({ length: count }, () => readTree(reader));
	return {
		trees,
		tree_info: Array.from({ length: count }, () => reader.int32()),
		gbtree_model_param: { num_parallel_tree: String(Math.max(1, parallel)) }
	};
}

function readTree(reader: BytesReader): Fields {
	reader.skip(WORD);
	const nodes = countIn(reader, reader.int32(), 36);
	reader.skip(WORD * 3);
	const leafSize = reader.int32();
	reader.skip(WORD * RESERVED.tree);
	const tree = {
		parents: new Array<number>(nodes),
		left_children: new Array<number>(nodes),
		right_children: new Array<number>(nodes),
		split_indices: new Array<number>(nodes),
		default_left: new Array<number>(nodes),
		split_conditions: new Array<number>(nodes),
		loss_changes: new Array<number>(nodes),
		sum_hessian: new Array<number>(nodes),
		base_weights: new Array<number>(nodes)
	};
	for (let node = 0; node < nodes; node++) {
		// The highest bit says whether it is a left child, which the children say too.
		const parent = reader.int32();
		tree.parents[node] = parent === -1 ? NO_PARENT : parent & 0x7fffffff;
		tree.left_children[node] = reader.int32();
		tree.right_children[node] = reader.int32();
		const split = reader.int32();
		tree.split_indices[node] = split & 0x7fffffff;
		tree.default_left[node] = split >>> 31;
		tree.split_conditions[node] = reader.float32();
	}
	for (let node = 0; node < nodes; node++) {
		tree.loss_changes[node] = reader.float32();
		tree.sum_hessian[node] = reader.float32();
		tree.base_weights[node] = reader.float32();
		reader.skip(WORD);
	}
	return { ...tree, tree_param: { size_leaf_vector: String(leafSize) } };
}

function readAttributes(reader: BytesReader): Record<string, string> {
	const count = countIn(reader, reader.int64(), 16);
	return Object.fromEntries(Array.from({ length: count }, () => [textIn(reader), textIn(reader)]));
}

function parametersOf(text: string | undefined): Fields {
	if (text === undefined) return {};
	try {
		return JSON.parse(text) as Fields;
	} catch {
		throw badModel('the parameters of its objective are no JSON');
	}
}

/** The score whose margin it is. */
function scoreOf(objective: string, margin: number): number {
	if (/logi/.test(objective)) return 1 / (1 + Math.exp(-margin));
	return /^(count:|survival:|reg:(gamma|tweedie)$)/.test(objective) ? Math.exp(margin) : margin;
}

function textIn(reader: BytesReader): string {
	return reader.text(countIn(reader, reader.int64(), 1));
}

function floatsIn(reader: BytesReader): number[] {
	return Array.from(reader.floats(countIn(reader, reader.int64(), 4)));
}

/** A count of things of so many bytes each, which must still be there. */
function countIn({ left }: BytesReader, count: number, size: number): number {
	if (count >= 0 && count * size <= left) return count;
	throw badModel(`it counts ${count} things where ${left} bytes are left`);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
	return decodeUtf8(bytes.subarray(0, text.length)) === text;
}
