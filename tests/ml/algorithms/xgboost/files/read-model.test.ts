import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { readModel } from '#ml/algorithms/xgboost/files/read-model.ts';
import { golden } from '#tests/support/golden.ts';

const text = JSON.stringify(golden<{ model: unknown }>('xgboost/model-missing').model);
const read = (changed: string): ReturnType<typeof readModel> => readModel(encodeUtf8(changed));

test.each([
	['bytes that are no JSON', 'tree', 'xgboost-model is in none of the forms that XGBoost writes'],
	['JSON that is no object', '[1]', "'model' is not an object"],
	['an object that is no model', '{}', "'learner' is not an object"],
	[
		'another booster',
		text.replace('"name":"gbtree"', '"name":"forest"'),
		'not simulated yet: booster forest'
	],
	[
		'another objective',
		text.replace('reg:squarederror', 'reg:cubederror'),
		'not simulated yet: objective reg:cubederror'
	],
	['a base score that is none', text.replace('"5E-1"', '"half"'), "base_score 'half' is not one number"],
	['categorical splits', text.replace('"split_type":[0', '"split_type":[1'), 'splits on categories'],
	[
		'a child that is not there',
		text.replace('"left_children":[1', '"left_children":[999'),
		'has no node 999'
	],
	[
		'a node that is its own child',
		text.replace('"left_children":[1', '"left_children":[0'),
		'comes to node 0 twice'
	],
	[
		'a column that is not there',
		text.replace(/"split_indices":\[\d/, '"split_indices":[9'),
		'splits on column 9 of 5'
	],
	['a list cut short', text.replace(/"default_left":\[\d,/, '"default_left":['), "'default_left' of tree 0"],
	[
		'a text among numbers',
		text.replace('"left_children":[1', '"left_children":["1"'),
		'holds "1", which is no number'
	]
])('%s is refused', (_title, changed, message) => {
	expect(() => read(changed)).toThrow(message);
});
