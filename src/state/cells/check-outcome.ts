/** How the check of an exercise judged. */
export type CheckOutcome =
	| { readonly kind: 'pass' }
	/** The check ran and was not content; the message is meant for the learner. */
	| { readonly kind: 'fail'; readonly message: string }
	/** The learner's cell itself did not run through. */
	| { readonly kind: 'error'; readonly message: string }
	| { readonly kind: 'not attempted' };

/** Tells an outcome from any other value that was stored. */
export function isOutcome(value: unknown): value is CheckOutcome {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	if (value.kind === 'pass' || value.kind === 'not attempted') return true;
	return (
		(value.kind === 'fail' || value.kind === 'error') &&
		'message' in value &&
		typeof value.message === 'string'
	);
}
