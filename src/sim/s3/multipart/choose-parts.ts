import type { CompletedPart } from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import { claimedChecksums } from '../body/checksum.ts';
import { malformedXml } from '../errors.ts';
import type { PartRecord, UploadRecord } from './uploads.ts';

/** Of all parts but the last. */
const SMALLEST_PART = 5 * 2 ** 20;

/**
 * The parts of which an object is to be made, as the client lists them.
 * @throws AwsError MalformedXML, InvalidPartOrder, InvalidPart or EntityTooSmall
 */
export function chooseParts(
	asked: readonly CompletedPart[],
	upload: UploadRecord,
	arrived: readonly PartRecord[]
): PartRecord[] {
	if (asked.length === 0) throw malformedXml('at least one part');
	checkOrder(asked, upload);
	const byNumber = new Map(arrived.map((part) => [part.number, part]));
	const chosen = asked.map((one) => {
		const part = byNumber.get(one.PartNumber ?? 0);
		if (part && isMeant(one, part, upload)) return part;
		throw new AwsError(
			'InvalidPart',
			"One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
			400,
			{ members: { UploadId: upload.uploadId, PartNumber: one.PartNumber, ETag: one.ETag } }
		);
	});
	checkSizes(chosen);
	return chosen;
}

function checkOrder(asked: readonly CompletedPart[], { uploadId }: UploadRecord): void {
	const numbers = asked.map(({ PartNumber }) => PartNumber ?? 0);
	if (numbers.every((number, i) => i === 0 || number > numbers[i - 1]!)) return;
	throw new AwsError(
		'InvalidPartOrder',
		'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
		400,
		{ members: { UploadId: uploadId } }
	);
}

function isMeant(asked: CompletedPart, part: PartRecord, { algorithm }: UploadRecord): boolean {
	if (asked.ETag?.replaceAll('"', '') !== part.etag.replaceAll('"', '')) return false;
	const claimed = algorithm === null ? undefined : claimedChecksums({ ...asked })[algorithm];
	return claimed === undefined || claimed === part.checksum;
}

function checkSizes(chosen: readonly PartRecord[]): void {
	const small = chosen.slice(0, -1).find(({ sizeBytes }) => sizeBytes < SMALLEST_PART);
	if (!small) return;
	const members = {
		ProposedSize: small.sizeBytes,
		MinSizeAllowed: SMALLEST_PART,
		PartNumber: small.number,
		ETag: small.etag.replaceAll('"', '')
	};
	const message = 'Your proposed upload is smaller than the minimum allowed size';
	throw new AwsError('EntityTooSmall', message, 400, { members });
}
