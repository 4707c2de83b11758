import { UserError } from '#base/errors.ts';

/** @param what is wrong, for the message */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of k-NN.'
	});
}
