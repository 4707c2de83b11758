import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { checksumMembers } from '../body/checksum.ts';
import { settingsOf } from '../buckets/settings.ts';
import { pageSize } from '../listing/page-of-keys.ts';
import type { ObjectRecord } from '../tables.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { needVersion } from './read.ts';

type AttributesInput = Given<GetObjectAttributesRequest, 'Bucket' | 'Key' | 'ObjectAttributes'>;

/** AWS's types say that its markers are texts; its model says that they are numbers. */
type Markers = 'PartNumberMarker' | 'NextPartNumberMarker';
type PartsPage = Omit<NonNullable<GetObjectAttributesOutput['ObjectParts']>, Markers> &
	Readonly<Partial<Record<Markers, number>>>;
type AttributesOutput = Omit<GetObjectAttributesOutput, 'ObjectParts'> & { readonly ObjectParts?: PartsPage };

/** Says only what it is asked for. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export async function getObjectAttributes(ctx: Context, input: AttributesInput): Promise<AttributesOutput> {
	refuseUnsupported({ ...input });
	const record = needVersion(ctx, input.Bucket, input.Key, input.VersionId);
	const asked = new Set<string>(input.ObjectAttributes);
	const versioned = settingsOf(ctx, record.bucket).versioning !== undefined;
	const { checksum } = record;
	return {
		LastModified: new Date(record.modifiedAt),
		...(versioned ? { VersionId: record.versionId } : {}),
		...(asked.has('ETag') ? { ETag: record.etag.replaceAll('"', '') } : {}),
		...(asked.has('Checksum')
			? { Checksum: { ...checksumMembers(checksum), ChecksumType: checksum.type } }
			: {}),
		...(asked.has('ObjectParts') && record.parts ? { ObjectParts: partsPage(record, input) } : {}),
		...(asked.has('StorageClass')
			? { StorageClass: record.storageClass as NonNullable<GetObjectAttributesOutput['StorageClass']> }
			: {}),
		...(asked.has('ObjectSize') ? { ObjectSize: record.sizeBytes } : {})
	};
}

/** The parts themselves are only told where the upload asked for checksums of them. */
function partsPage({ parts, checksum: { algorithm } }: ObjectRecord, input: AttributesInput): PartsPage {
	const all = parts ?? [];
	if (all.every((part) => part.checksum === null)) return { TotalPartsCount: all.length };
	const size = pageSize(input.MaxParts, 'max-parts');
	const marker = Number(input.PartNumberMarker ?? 0);
	const page = all.map((part, i) => ({ ...part, number: i + 1 })).slice(marker, marker + size);
	return {
		TotalPartsCount: all.length,
		PartNumberMarker: marker,
		NextPartNumberMarker: page.at(-1)?.number ?? 0,
		MaxParts: size,
		IsTruncated: marker + page.length < all.length,
		Parts: page.map(({ number, sizeBytes, checksum }) => ({
			PartNumber: number,
			Size: sizeBytes,
			...(checksum === null ? {} : checksumMembers({ algorithm, value: checksum }))
		}))
	};
}
