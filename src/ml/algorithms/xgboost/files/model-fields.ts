import { UserError } from '#base/errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The error of a model file that breaks its format. */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `xgboost-model is not an XGBoost model: ${what}.`, {
		hint: "It should be what training wrote, or the library's booster.save_model('xgboost-model.json')."
	});
}

/** The error of a model that is sound but of a kind that cannot be served here. */
export function notSimulated(what: string): UserError {
	return new UserError('NotSimulated', `This XGBoost model is not simulated yet: ${what}.`, {
		hint: 'Trees with numeric splits and linear models of the objectives that SageMaker has can be served.'
	});
}

export function fieldsOf(from: Fields, key: string): Fields {
	const value = from[key];
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw badModel(`'${key}' is not an object`);
	}
	return value as Fields;
}

export function listOf(from: Fields, key: string): readonly unknown[] {
	const value = from[key];
	if (!Array.isArray(value)) throw badModel(`'${key}' is not a list`);
	return value;
}

/** A whole or broken number, as number or as text. */
export function numberOf(from: Fields, key: string): number {
	const value = from[key];
	const number = typeof value === 'number' ? value : typeof value === 'string' && value ? Number(value) : NaN;
	if (!Number.isFinite(number)) throw badModel(`'${key}' is not a number`);
	return number;
}
