import { encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { BytesReader } from '#ml/data/bytes-reader.ts';
import type { CutTree } from './tree.ts';

const MARK = 'SBCUTS01';

/** Numbers of 32 bits, which lie in memory as in the file: wherever WebAssembly runs, the low byte comes first. */
type Numbers = Float32Array | Int32Array | Uint32Array;

/**
 * The eight letters of the mark, then as 32 bits the number of features and of trees, and for each tree its numbers of nodes
 * and leaves, columns, cuts, left and right children, points and masses; little-endian all.
 */
export function writeForest(features: number, trees: readonly CutTree[]): Uint8Array {
	const size = trees.reduce(
		(sum, { columns, masses }) => sum + 2 + 4 * columns.length + masses.length * (features + 1),
		4
	);
	const bytes = new Uint8Array(4 * size);
	const view = new DataView(bytes.buffer);
	bytes.set(encodeUtf8(MARK));
	let at = 8;
	const whole = (value: number): void => {
		view.setInt32(at, value, true);
		at += 4;
	};
	const all = (values: Numbers): void => {
		bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
		at += values.byteLength;
	};
	whole(features);
	whole(trees.length);
	for (const { columns, cuts, left, right, points, masses } of trees) {
		whole(columns.length);
		whole(masses.length);
		for (const values of [columns, cuts, left, right, points, masses]) all(values);
	}
	return bytes;
}

/**
 * Reads what {@link writeForest} wrote.
 * @throws UserError `BadModel`
 */
export function readForest(bytes: Uint8Array): { features: number; trees: CutTree[] } {
	const from = new BytesReader(bytes, badModel);
	if (!from.startsWith(MARK)) throw badModel('it does not begin as a model of Random Cut Forest');
	from.skip(MARK.length);
	const features = from.int32();
	const count = from.int32();
	if (features < 1 || count < 1 || count > bytes.length) throw badModel('it has no trees or no features');
	const trees = Array.from({ length: count }, (): CutTree => {
		const nodes = from.int32();
		const leaves = from.int32();
		if (nodes < 0 || leaves !== nodes + 1 || leaves * features > bytes.length) {
			throw badModel('a tree has another number of leaves than its cuts make');
		}
		const tree = {
			columns: Uint32Array.from(from.int32s(nodes)),
			cuts: from.floats(nodes),
			left: from.int32s(nodes),
			right: from.int32s(nodes),
			points: from.floats(leaves * features),
			masses: Uint32Array.from(from.int32s(leaves))
		};
		if (!isTree(tree, features)) throw badModel('a tree has a branch that leads nowhere');
		return tree;
	});
	if (from.left > 0) throw badModel('there is something behind its last tree');
	return { features, trees };
}

/** Whether each node but the root, and each leaf, hangs on one node before it. */
function isTree({ columns, left, right, masses }: CutTree, features: number): boolean {
	const nodes = new Uint8Array(columns.length);
	const leaves = new Uint8Array(masses.length);
	for (let node = 0; node < columns.length; node++) {
		if (columns[node]! >= features) return false;
		for (const child of [left[node]!, right[node]!]) {
			if (child >= 0 && (child <= node || child >= columns.length || nodes[child]!++ > 0)) return false;
			if (child < 0 && (-1 - child >= masses.length || leaves[-1 - child]!++ > 0)) return false;
		}
	}
	return true;
}

/** @param what is wrong, for the message */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of Random Cut Forest.'
	});
}
