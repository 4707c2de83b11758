import { notSimulated } from '../core/not-simulated.ts';

/** Inputs that would change what is stored or who may see it, and so must not be taken in silence. */
const UNSUPPORTED: readonly (readonly [member: string, allowed: readonly string[]])[] = [
	['ACL', ['private', 'bucket-owner-full-control']],
	['StorageClass', ['STANDARD']],
	['ServerSideEncryption', ['AES256']],
	['SSECustomerAlgorithm', []],
	['Tagging', []],
	['WriteOffsetBytes', []],
	['ObjectLockMode', []],
	['ObjectLockLegalHoldStatus', []],
	['VersionId', []],
	['PartNumber', []],
	['BucketNamespace', ['global']],
	['MFA', []]
];

/** @throws AwsError NotSimulated, naming the member and what may stand in its place */
export function refuseUnsupported(input: Readonly<Record<string, unknown>>): void {
	for (const [member, allowed] of UNSUPPORTED) {
		const value = input[member];
		if (value === undefined || allowed.includes(String(value))) continue;
		const instead = allowed.length > 0 ? `Simulated: ${allowed.join(', ')}.` : 'Leave it out.';
		throw notSimulated(`${member} '${String(value)}' of S3`, instead);
	}
}
