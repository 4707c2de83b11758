import type { WireRequest } from '#base/wire.ts';

type Signed = Pick<WireRequest, 'headers' | 'query'>;

/** SERVICE of `Credential=KEY/DATE/REGION/SERVICE/aws4_request`, in the header or in a presigned URL. */
export function signedServiceOf(request: Signed): string | undefined {
	return credentialOf(request)?.split('/')[3];
}

/** The access key with which a request was signed. Signatures themselves are not checked: keys here open nothing. */
export function accessKeyOf(request: Signed): string | undefined {
	return credentialOf(request)?.split('/')[0];
}

function credentialOf({ headers, query }: Signed): string | undefined {
	const inUrl = query['X-Amz-Credential'];
	const inHeader = /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1];
	return inHeader ?? (typeof inUrl === 'string' ? inUrl : undefined);
}
