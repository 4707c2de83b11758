import { decodeUtf8 } from '#base/bytes.ts';
import { badModel, type Fields } from './model-fields.ts';
import { NO_PARENT } from './model-document.ts';

/** Words of 32 bits that the format keeps free at the end of its blocks. */
const RESERVED = { learner: 27, trees: 32, tree: 31, linear: 32 };

/** What the format keeps among the attributes for want of a place of its own. */
const NO_ATTRIBUTES = ['objective', 'metrics', 'count_poisson_max_delta_step'];

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
	const reader = new Reader(bytes);
	reader.skip(1);
	const [columns, classes] = [reader.int(), reader.int()];
	reader.skip(4 + RESERVED.learner);
	const nameLength = reader.long();
	return (
		columns >= 0 &&
		columns < MOST_COLUMNS &&
		classes >= 0 &&
		classes < MOST_COLUMNS &&
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
	const reader = new Reader(bytes);
	if (startsWith(bytes, WITH_CONFIGURATION)) reader.bytes(WITH_CONFIGURATION.length + 8);
	if (reader.startsWith(MARK)) reader.bytes(MARK.length);
	const base = reader.float();
	const features = reader.int();
	const classes = reader.int();
	const hasAttributes = reader.int() !== 0;
	reader.skip(1);
	const major = reader.int();
	reader.skip(1);
	const targets = Math.max(1, reader.int());
	reader.skip(RESERVED.learner - 1);
	const objective = reader.text();
	const booster = readBooster(reader, reader.text());
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

function readBooster(reader: Reader, name: string): Fields {
	if (name === 'gblinear') {
		reader.skip(2 + RESERVED.linear);
		return { name, model: { weights: reader.floats() } };
	}
	if (name !== 'gbtree' && name !== 'dart') return { name };
	const model = readTrees(reader);
	if (name === 'gbtree') return { name, model };
	const hasTrees = model.trees.length > 0;
	return { name, gbtree: { name: 'gbtree', model }, weight_drop: hasTrees ? reader.floats() : [] };
}

function readTrees(reader: Reader): { trees: Fields[]; tree_info: number[]; gbtree_model_param: Fields } {
	const count = reader.count(reader.int(), 148);
	const parallel = reader.int();
	reader.skip(6 + RESERVED.trees);
	const trees = Array.from({ length: count }, () => readTree(reader));
	return {
		trees,
		tree_info: Array.from({ length: count }, () => reader.int()),
		gbtree_model_param: { num_parallel_tree: String(Math.max(1, parallel)) }
	};
}

function readTree(reader: Reader): Fields {
	reader.skip(1);
	const nodes = reader.count(reader.int(), 36);
	reader.skip(3);
	const leafSize = reader.int();
	reader.skip(RESERVED.tree);
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
		const parent = reader.int();
		tree.parents[node] = parent === -1 ? NO_PARENT : parent & 0x7fffffff;
		tree.left_children[node] = reader.int();
		tree.right_children[node] = reader.int();
		const split = reader.int();
		tree.split_indices[node] = split & 0x7fffffff;
		tree.default_left[node] = split >>> 31;
		tree.split_conditions[node] = reader.float();
	}
	for (let node = 0; node < nodes; node++) {
		tree.loss_changes[node] = reader.float();
		tree.sum_hessian[node] = reader.float();
		tree.base_weights[node] = reader.float();
		reader.skip(1);
	}
	return { ...tree, tree_param: { size_leaf_vector: String(leafSize) } };
}

function readAttributes(reader: Reader): Record<string, string> {
	const count = reader.count(reader.long(), 16);
	return Object.fromEntries(Array.from({ length: count }, () => [reader.text(), reader.text()]));
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

function startsWith(bytes: Uint8Array, text: string): boolean {
	return decodeUtf8(bytes.subarray(0, text.length)) === text;
}

class Reader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	startsWith(text: string): boolean {
		return startsWith(this.#bytes.subarray(this.#at), text);
	}

	float(): number {
		return this.#view.getFloat32(this.#take(4), true);
	}

	int(): number {
		return this.#view.getInt32(this.#take(4), true);
	}

	long(): number {
		return Number(this.#view.getBigInt64(this.#take(8), true));
	}

	skip(words: number): void {
		this.#take(4 * words);
	}

	bytes(length: number): Uint8Array {
		const from = this.#take(length);
		return this.#bytes.subarray(from, from + length);
	}

	text(): string {
		return decodeUtf8(this.bytes(this.count(this.long(), 1)));
	}

	floats(): number[] {
		return Array.from({ length: this.count(this.long(), 4) }, () => this.float());
	}

	/** A count of things of so many bytes each, which must still be there. */
	count(count: number, size: number): number {
		if (!(count >= 0) || count * size > this.#bytes.length - this.#at) {
			throw badModel(`it counts ${count} things where ${this.#bytes.length - this.#at} bytes are left`);
		}
		return count;
	}

	#take(count: number): number {
		if (this.#at + count > this.#bytes.length) throw badModel('it ends in the middle');
		this.#at += count;
		return this.#at - count;
	}
}
