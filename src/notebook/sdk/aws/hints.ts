/**
 * AWS's errors say what is wrong, seldom what to do. Clients in cells add a `hint` to them, which the notebook shows
 * below the message; code, message and everything else stay AWS's own.
 */

interface Hint {
	readonly code: RegExp;
	readonly message?: RegExp;
	readonly hint: string;
}

/** The first that fits counts. */
const HINTS: readonly Hint[] = [
	{
		code: /^ValidationException$/,
		message: /validation errors? detected/,
		hint: 'The message names each value that is refused and the rule that it breaks: mend those.'
	},
	{
		code: /^ValidationException$/,
		message: /could not find|not found|does not exist/i,
		hint: 'Compare the name with those in the console beside the notebook; it may have been deleted.'
	},
	{
		code: /^ValidationException$/,
		message: /Could not assume role/,
		hint: 'The trust policy of the role must name sagemaker.amazonaws.com: mend it with UpdateAssumeRolePolicy.'
	},
	{
		code: /^ValidationException$|^ValidationError$/,
		message: /already exist/i,
		hint: 'Choose another name, with the time in it for instance, or delete what has this one.'
	},
	{
		code: /^ValidationError$/,
		hint: 'Only an endpoint that is InService answers: look at its name and status in the Endpoints tab.'
	},
	{
		code: /^ValidationException$/,
		hint: 'The request breaks a rule of the service: mend what the message names.'
	},
	{
		code: /^ResourceInUse$/,
		hint: 'Choose another name, with the time in it for instance: names of jobs stay taken for ever.'
	},
	{
		code: /^ResourceLimitExceeded$/,
		hint: 'Delete what you no longer need, or take fewer or smaller instances.'
	},
	{
		code: /^ModelError$/,
		message: /\(4\d\d\)/,
		hint: 'Send what the model was trained on: the same features in the same order, no label, no header, as text/csv.'
	},
	{
		code: /^ModelError$/,
		hint: 'The container broke down over the request: its lines in the Logs tab tell more.'
	},
	{
		code: /^NoSuchBucket$/,
		hint: 'Bucket names are compared letter by letter, without s3://. session.defaultBucket() makes yours.'
	},
	{
		code: /^NoSuchKey$/,
		hint: 'A key is everything behind the bucket and its slash: compare it with the S3 tab.'
	},
	{
		code: /^NotFound$/,
		hint: 'There is no such bucket, or no such object in it: compare the names with the S3 tab.'
	},
	{
		code: /^BucketNotEmpty$/,
		hint: 'Delete the objects in it first.'
	},
	{
		code: /^BucketAlreadyOwnedByYou$/,
		hint: 'You have this bucket already: go on and use it.'
	},
	{
		code: /^AccessDenied$/,
		message: /explicit deny/,
		hint: 'A Deny outweighs every Allow: find the policy that has it, of the role or of the bucket.'
	},
	{
		code: /^AccessDenied$/,
		message: /sts:AssumeRole/,
		hint: 'The trust policy of the role must name the role that you work under; GetCallerIdentity tells which it is.'
	},
	{
		code: /^AccessDenied$/,
		hint: 'Give the role a policy that allows this action on this resource, with PutRolePolicy or AttachRolePolicy.'
	},
	{
		code: /^MalformedPolicyDocument(Exception)?$/,
		hint: 'The brackets at the end of the message say which statement is wrong, and how.'
	},
	{
		code: /^DeleteConflict(Exception)?$/,
		hint: 'Delete the policies of the role with DeleteRolePolicy, and detach the others with DetachRolePolicy first.'
	},
	{
		code: /^ProvisionedThroughputExceededException$/,
		hint: 'Wait a second and send again what was refused; see whether one partition key gets most of the records.'
	},
	{
		code: /^ExpiredIteratorException$/,
		hint: 'Ask for a new iterator with AFTER_SEQUENCE_NUMBER and the last record that you have read.'
	},
	{
		code: /^ResourceInUseException$/,
		message: /in state|is (?:CREATING|UPDATING|DELETING)/,
		hint: 'One change at a time: wait until it is ACTIVE, with waitUntilStreamExists for a stream.'
	},
	{
		code: /^ResourceNotFoundException$/,
		message: /^Stream /,
		hint: 'Compare the name with ListStreams. A stream that is still being made gives and takes nothing.'
	},
	{
		code: /^ResourceNotFoundException$/,
		message: /log (?:group|stream)/,
		hint: 'A job has a log from the moment on in which its container starts.'
	},
	{
		code: /^SerializationException$/,
		hint: "A member has a value of the wrong kind. Hyperparameters are texts: '5', not 5."
	}
];

/** What to do about an error of a service, or null where there is nothing to add. */
export function hintFor(code: string, message: string): string | null {
	const found = HINTS.find((entry) => entry.code.test(code) && (entry.message?.test(message) ?? true));
	return found?.hint ?? null;
}

/** Middleware of a client that gives errors of services their hint. */
export function addHints<A, R>(next: (args: A) => Promise<R>): (args: A) => Promise<R> {
	return async (args) => {
		try {
			return await next(args);
		} catch (error) {
			if (error instanceof Error && '$fault' in error) {
				const hint = hintFor(error.name, error.message);
				if (hint !== null) Object.assign(error, { hint });
			}
			throw error;
		}
	};
}

/** Where {@link addHints} stands in a client: around everything else. */
export const HINTS_PLACE = { step: 'initialize', priority: 'high', name: 'addHints' } as const;
