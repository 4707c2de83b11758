import { AwsError } from '#base/errors.ts';
import { notSimulated } from '../core/not-simulated.ts';

/** Inputs that would change what is stored or who may see it, and so must not be taken in silence. */
const UNSUPPORTED: readonly (readonly [member: string, allowed: readonly string[]])[] = [
	['SSECustomerAlgorithm', []],
	['CopySourceSSECustomerAlgorithm', []],
	['SSEKMSEncryptionContext', []],
	['BucketKeyEnabled', ['false']],
	['WriteOffsetBytes', []],
	['ObjectLockMode', []],
	['ObjectLockLegalHoldStatus', []],
	['ObjectLockEnabledForBucket', ['false']],
	['ObjectOwnership', ['BucketOwnerEnforced']],
	['BucketNamespace', ['global']],
	['BypassGovernanceRetention', ['false']],
	['IfMatchLastModifiedTime', []],
	['IfMatchSize', []],
	['AnnotationDirective', []],
	['MFA', []]
];

const GRANTS = ['GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWrite', 'GrantWriteACP'];

/** @throws AwsError NotSimulated, naming the member and what may stand in its place; AccessControlListNotSupported */
export function refuseUnsupported(input: Readonly<Record<string, unknown>>): void {
	for (const [member, allowed] of UNSUPPORTED) {
		const value = input[member];
		if (value === undefined || allowed.includes(String(value))) continue;
		const instead = allowed.length > 0 ? `Simulated: ${allowed.join(', ')}.` : 'Leave it out.';
		throw notSimulated(`${member} '${String(value)}' of S3`, instead);
	}
	refuseAccessLists(input);
}

/** Buckets belong to their owner with all that is in them, as they do on AWS unless one asks for another rule. */
function refuseAccessLists(input: Readonly<Record<string, unknown>>): void {
	const list = input['ACL'];
	const isUsual = list === undefined || list === 'private' || list === 'bucket-owner-full-control';
	if (isUsual && GRANTS.every((grant) => input[grant] === undefined)) return;
	if (input['Key'] !== undefined) {
		throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
	}
	throw new AwsError(
		'InvalidBucketAclWithObjectOwnership',
		"Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
	);
}
