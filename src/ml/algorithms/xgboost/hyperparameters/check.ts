import { UserError } from '#base/errors.ts';
import { evalMetricsOf, type XGBoostHyperparameters } from '../hyperparameters.ts';

/**
 * Rules across hyperparameters.
 * @throws UserError `MissingHyperparameter` or `InvalidHyperparameter`
 */
export function checkHyperparameters(p: XGBoostHyperparameters): void {
	checkClasses(p);
	checkBaseScore(p);
	for (const metric of evalMetricsOf(p) ?? []) checkMetric(metric, p.objective);
	checkUpdaters(p);
	checkMethod(p);
	if (p.use_dask_gpu_training === 'true') {
		throw invalid(
			`Some configurations unsuitable for Dask GPU training were found: tree_method is '${p.tree_method}', but it needs gpu_hist and an instance with GPUs.`,
			'Leave use_dask_gpu_training out.'
		);
	}
}

const invalid = (message: string, hint: string): UserError =>
	new UserError('InvalidHyperparameter', message, { hint });

function checkClasses({ objective, num_class }: XGBoostHyperparameters): void {
	const multi = objective.startsWith('multi:');
	if (multi && num_class === undefined) {
		throw new UserError(
			'MissingHyperparameter',
			"Require input for parameter 'num_class' for multi-classification",
			{ hint: `The objective is ${objective}: say how many classes there are.` }
		);
	}
	if (!multi && num_class !== undefined) {
		throw invalid(
			`Hyperparameter num_class: ${num_class} does not go with objective ${objective}, which has one output.`,
			'Leave num_class out, or choose multi:softmax or multi:softprob.'
		);
	}
}

function checkBaseScore({ objective, base_score }: XGBoostHyperparameters): void {
	if (base_score === undefined) return;
	if (/logistic$/.test(objective) && !(base_score > 0 && base_score < 1)) {
		throw invalid(
			`Hyperparameter base_score: ${base_score} is not in (0, 1), as ${objective} needs.`,
			'It is a probability there; 0.5 is the default.'
		);
	}
	if (/^(count:|survival:|reg:(gamma|tweedie)$)/.test(objective) && base_score === 0) {
		throw invalid(
			`Hyperparameter base_score: 0 is not greater than 0, as ${objective} needs.`,
			'Predictions are exponentials there; 0.5 is the default.'
		);
	}
}

function checkMetric(metric: string, objective: string): void {
	const multi = objective.startsWith('multi:');
	if (metric === 'auc' && !/^(binary|rank):/.test(objective)) {
		throw invalid(
			"Metric 'auc' can only be applied for classification and ranking problems.",
			`The objective is ${objective}; auc goes with binary:logistic.`
		);
	}
	if (metric === 'aft-nloglik' && objective !== 'survival:aft') {
		throw invalid(
			"Metric 'aft-nloglik' can only be applied for 'survival:aft' objective.",
			`The objective is ${objective}.`
		);
	}
	const [base] = metric.split('@');
	const onlyMulti = ['merror', 'mlogloss'].includes(base!);
	const anyClasses = /^(accuracy|balanced_accuracy|aucpr|f1|f1_macro|precision_m.*|recall_m.*)$/.test(base!);
	if (anyClasses ? /^(reg|count|survival):/.test(objective) && base !== 'aucpr' : onlyMulti !== multi) {
		throw invalid(
			`Hyperparameter eval_metric: ${metric} does not go with objective ${objective}.`,
			'merror and mlogloss belong to the multi: objectives, accuracy and its kin to classes, all other metrics to one score per row.'
		);
	}
}

const GROWERS = /^grow_/;
const LINEAR = ['shotgun', 'coord_descent'];

function checkUpdaters({ booster, process_type, updater }: XGBoostHyperparameters): void {
	if (process_type === 'update') {
		if (updater?.some((each) => each !== 'refresh' && each !== 'prune')) {
			throw invalid(
				"process_type 'update' can only be used with updater 'refresh' and 'prune'",
				`The updaters are ${updater.join(',')}.`
			);
		}
		throw invalid(
			'Hyperparameter process_type: update has no trees to work on, since a new training job begins without a model.',
			'Leave process_type out.'
		);
	}
	if (updater === undefined) return;
	const linear = updater.filter((each) => LINEAR.includes(each));
	if (booster === 'gblinear' && (updater.length !== 1 || linear.length !== 1)) {
		throw invalid(
			"Linear updater should be one of these options: 'shotgun', 'coord_descent'.",
			'Give one of them.'
		);
	}
	if (booster !== 'gblinear' && linear.length > 0) {
		throw invalid(
			"Tree updater should be selected from these options: 'grow_colmaker', 'grow_histmaker', 'grow_quantile_histmaker', 'sync', 'refresh', 'prune'.",
			`${linear[0]} belongs to booster gblinear.`
		);
	}
	const growers = updater.filter((each) => GROWERS.test(each));
	if (booster !== 'gblinear' && growers.length !== 1) {
		throw invalid(
			growers.length > 1
				? "Only one tree grow plugin can be selected. Choose one from the following: 'grow_colmaker', 'grow_histmaker', 'grow_quantile_histmaker'"
				: `Hyperparameter updater: ${updater.join(',')} grows no tree.`,
			'Name one of grow_colmaker, grow_histmaker and grow_quantile_histmaker.'
		);
	}
}

function checkMethod(p: XGBoostHyperparameters): void {
	const { tree_method, monotone_constraints, interaction_constraints } = p;
	if (monotone_constraints && tree_method !== 'exact' && tree_method !== 'hist') {
		throw invalid(
			"monotone_constraints can be used only when the tree_method parameter is set to either 'exact' or 'hist'.",
			`tree_method is ${tree_method}.`
		);
	}
	if (interaction_constraints && tree_method === 'auto') {
		throw invalid(
			"interaction_constraints can be used only when the tree_method parameter is set to either 'exact', 'hist' or 'approx'.",
			'tree_method is auto: name one.'
		);
	}
	if (tree_method === 'exact' && p.colsample_bynode < 1) {
		throw invalid(
			'column sample by node is not yet supported by the exact tree method',
			'Choose tree_method hist, or colsample_bylevel.'
		);
	}
	if (tree_method === 'exact' && p.grow_policy === 'lossguide') {
		throw invalid(
			'Hyperparameter grow_policy: lossguide does not go with tree_method exact, which grows level by level.',
			'Choose tree_method hist or approx.'
		);
	}
}
