import { isBetter, type BestModels, type Score } from './best-models.ts';
import { calibrationOf } from './calibration.ts';
import { lossNameOf, type LinearHyperparameters } from './hyperparameters.ts';
import type { Learner } from './learner.ts';
import { LinearModel } from './model.ts';
import type { Setup } from './setup.ts';

export interface Finished {
	readonly model: LinearModel;
	/** Which of the models it is. */
	readonly chosen: number;
}

/**
 * Chooses among the models as they were after their best epochs: binary classifiers by their criterion with the threshold
 * that suits each, the others by their loss. The weights are brought back to the units of the data.
 */
export function finish(p: LinearHyperparameters, setup: Setup, learner: Learner, best: BestModels): Finished {
	const calibrated =
		p.predictor_type === 'binary_classifier' ? calibrationOf(p, setup).of(best.weights, best.biases) : null;
	const isByLoss = !calibrated || isLossCriterion(p);
	let chosen = -1;
	let least: Score | null = null;
	for (const [m, loss] of best.losses.entries()) {
		const full = { loss, criterion: isByLoss ? 0 : calibrated[m]!.value };
		if (!isBetter(full, least)) continue;
		[chosen, least] = [m, full];
	}
	const weights = learner.partOf(chosen, best.weights);
	const biases = learner.partOf(chosen, best.biases);
	const model = new LinearModel({
		predictorType: p.predictor_type,
		loss: lossNameOf(p),
		features: setup.scaler.scale.length,
		outputs: setup.outputs,
		threshold: calibrated ? calibrated[chosen]!.threshold : 0,
		...inUnitsOfData(setup, weights, biases)
	});
	return { model, chosen };
}

function isLossCriterion({
	binary_classifier_model_selection_criteria: asked
}: LinearHyperparameters): boolean {
	return asked === 'loss_function' || asked === 'cross_entropy_loss';
}

/** What was learnt from (x − shift) · scale and (y − shift) / scale, as it applies to x and y. */
function inUnitsOfData(
	{ scaler, active, outputs, labelScale, labelShift }: Setup,
	weights: Float64Array,
	biases: Float64Array
): { weights: Float64Array; biases: Float64Array } {
	const columns = scaler.scale.length;
	const whole = new Float64Array(outputs * columns);
	const moved = new Float64Array(outputs);
	for (let k = 0; k < outputs; k++) {
		let offset = 0;
		for (let a = 0; a < active.length; a++) {
			const j = active[a]!;
			const weight = weights[k * active.length + a]! * scaler.scale[j]! * labelScale;
			whole[k * columns + j] = weight;
			if (scaler.shift) offset += weight * scaler.shift[j]!;
		}
		moved[k] = biases[k]! * labelScale + labelShift - offset;
	}
	return { weights: whole, biases: moved };
}
