import { AwsError } from '#base/errors.ts';

/** S3's errors, with the sentence that S3 sends; a name at the end is ours. */

/** 404. */
export const noSuchBucket = (name: string): AwsError =>
	new AwsError('NoSuchBucket', `The specified bucket does not exist (${name})`, 404, {
		members: { BucketName: name }
	});

/** 404. */
export const noSuchKey = (key: string, headers: Readonly<Record<string, string>> = {}): AwsError =>
	new AwsError('NoSuchKey', `The specified key does not exist. (${key})`, 404, {
		members: { Key: key },
		headers
	});

/** 404: the key has no version of that id. */
export const noSuchVersion = (key: string, versionId: string): AwsError =>
	new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, {
		members: { Key: key, VersionId: versionId }
	});

/** 404: aborted, completed, or never begun. */
export const noSuchUpload = (uploadId: string): AwsError =>
	new AwsError(
		'NoSuchUpload',
		'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
		404,
		{ members: { UploadId: uploadId } }
	);

/** HEAD has no body, so S3 gives one code to everything that is absent. */
export const notFound = (what: string, headers: Readonly<Record<string, string>> = {}): AwsError =>
	new AwsError('NotFound', `Not Found (${what})`, 404, { headers });

/** 400: the bytes are not those that the digest was made of. */
export const badDigest = (algorithm: string): AwsError =>
	new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);

/** 400: more bytes than S3 takes at once. */
export const entityTooLarge = (sizeBytes: number, mostBytes: number): AwsError =>
	new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
		members: { ProposedSize: sizeBytes, MaxSizeAllowed: mostBytes }
	});

/** 412, naming the header of the condition. */
export const preconditionFailed = (condition: string): AwsError =>
	new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
		members: { Condition: condition }
	});

/** 304, which clients see as an error. */
export const notModified = (headers: Readonly<Record<string, string>>): AwsError =>
	new AwsError('NotModified', 'Not Modified', 304, { headers });

/** 400, naming the argument and its value. */
export const invalidArgument = (message: string, name: string, value: string): AwsError =>
	new AwsError('InvalidArgument', message, 400, { members: { ArgumentName: name, ArgumentValue: value } });

/** 400: what the request asks for cannot be. */
export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message);

/** 400: the body breaks the schema in a way that the shapes do not know. */
export const malformedXml = (why: string): AwsError =>
	new AwsError(
		'MalformedXML',
		`The XML you provided was not well-formed or did not validate against our published schema (${why})`
	);

/** 405: a delete marker can be deleted, and nothing else. */
export const markerNotAllowed = (headers: Readonly<Record<string, string>>): AwsError =>
	new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
		members: { ResourceType: 'DeleteMarker' },
		headers: { allow: 'DELETE', ...headers }
	});

/** 409: another request changed the same thing meanwhile. */
export const conflict = (key: string): AwsError =>
	new AwsError(
		'ConditionalRequestConflict',
		'A conflicting conditional operation is currently in progress against this resource. Please try again.',
		409,
		{ members: { Key: key } }
	);
