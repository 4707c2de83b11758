import { describe, expect, test } from 'vitest';
import { planted } from '#tests/support/datasets.ts';
import { fit } from '#tests/support/fit.ts';

const table = planted(300, 6, 1);

describe('rules across hyperparameters', () => {
	test.each([
		[{ objective: 'multi:softprob' }, "Require input for parameter 'num_class' for multi-classification"],
		[{ num_class: '3' }, 'Hyperparameter num_class: 3 does not go with objective reg:squarederror'],
		[{ objective: 'binary:logistic', base_score: '1' }, 'Hyperparameter base_score: 1 is not in (0, 1)'],
		[{ eval_metric: 'auc' }, "Metric 'auc' can only be applied for classification and ranking problems."],
		[{ eval_metric: 'mlogloss' }, 'eval_metric: mlogloss does not go with objective reg:squarederror'],
		[
			{ objective: 'multi:softmax', num_class: '3', eval_metric: 'rmse' },
			'eval_metric: rmse does not go with objective multi:softmax'
		]
	])('%j is refused', async (given, message) => {
		await expect(fit(given as unknown as Record<string, string>, table)).rejects.toThrow(message);
	});
});
