import { keepNodes, type Tree } from '../trees/tree.ts';
import { badModel, fieldsOf, listOf, notSimulated, type Fields } from './model-fields.ts';
import { NO_PARENT } from './model-document.ts';

/**
 * A tree of a model file, checked so that walking down it ends: every node is reached at most once. Nodes that pruning
 * has left behind are dropped.
 * @throws UserError `BadModel`; `NotSimulated` for splits on categories and leaves of several values
 */
export function readTree(value: unknown, index: number, features: number): Tree {
	const name = `tree ${index}`;
	const fields = fieldsOf({ [name]: value }, name);
	const kinds = fields['split_type'];
	if (Array.isArray(kinds) && kinds.some((kind) => Number(kind) !== 0)) {
		throw notSimulated(`${name} splits on categories`);
	}
	if (Number(sizesOf(fields)['size_leaf_vector'] ?? 0) > 1 || fields['leaf_weights'] !== undefined) {
		throw notSimulated(`the leaves of ${name} have several values (multi_strategy=multi_output_tree)`);
	}
	const left = Int32Array.from(numbers(fields, 'left_children'));
	const nodes = left.length;
	const read = (key: string): number[] => {
		const list = numbers(fields, key);
		if (list.length !== nodes) throw badModel(`'${key}' of ${name} has ${list.length} entries, not ${nodes}`);
		return list;
	};
	const tree: Tree = {
		left,
		right: Int32Array.from(read('right_children')),
		parent: Int32Array.from(read('parents'), (parent) => (parent === NO_PARENT ? -1 : parent)),
		feature: Int32Array.from(read('split_indices')),
		threshold: Float32Array.from(read('split_conditions')),
		defaultLeft: Uint8Array.from(read('default_left')),
		gain: Float32Array.from(read('loss_changes')),
		cover: Float32Array.from(read('sum_hessian')),
		weight: Float32Array.from(read('base_weights'))
	};
	const unreached = checkShape(tree, name, features);
	return unreached.includes(1) ? keepNodes(tree, unreached, 1).tree : tree;
}

function sizesOf(fields: Fields): Fields {
	return fields['tree_param'] === undefined ? {} : fieldsOf(fields, 'tree_param');
}

/** Numbers; booleans (older versions write them) count as 1 and 0. */
function numbers(fields: Fields, key: string): number[] {
	return listOf(fields, key).map((value) => {
		const number = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : NaN;
		if (!Number.isFinite(number))
			throw badModel(`'${key}' holds ${JSON.stringify(value)}, which is no number`);
		return number;
	});
}

/** 1 for each node that no way down comes to. */
function checkShape({ left, right, feature }: Tree, name: string, features: number): Uint8Array {
	const seen = new Uint8Array(left.length);
	const stack = [0];
	while (stack.length > 0) {
		const node = stack.pop()!;
		if (!(node >= 0 && node < left.length)) throw badModel(`${name} has no node ${node}`);
		if (seen[node]) throw badModel(`${name} comes to node ${node} twice`);
		seen[node] = 1;
		if (left[node] === -1) continue;
		if (!(feature[node]! >= 0 && feature[node]! < features)) {
			throw badModel(`${name} splits on column ${feature[node]} of ${features}`);
		}
		stack.push(left[node]!, right[node]!);
	}
	return seen.map((value) => 1 - value);
}
