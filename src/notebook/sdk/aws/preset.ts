import { requestHandler } from './request-handler.ts';

/** The region that clients use unless they say otherwise. */
export const DEFAULT_REGION = 'us-east-1';

interface Signable {
	headers: Record<string, string>;
}

/**
 * Writes the credential scope that AWS routes by, without the signature: nobody checks it here, and hashing every
 * upload would cost more than everything else that a client does.
 */
function signerFor(service: string, region: string) {
	return {
		sign<R extends Signable>(
			request: R,
			{ signingDate = new Date() }: { readonly signingDate?: Date } = {}
		): Promise<R> {
			const stamp = signingDate.toISOString().replace(/[-:]|\.\d+/g, '');
			const scope = `SIMULATED/${stamp.slice(0, 8)}/${region}/${service}/aws4_request`;
			request.headers['x-amz-date'] = stamp;
			request.headers['authorization'] =
				`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=simulated`;
			return Promise.resolve(request);
		}
	};
}

/**
 * The configuration of a client in a cell: what the learner gave, on top of our defaults (region us-east-1, three
 * attempts), but always with our request handler, so that no setting reaches a network, and with credentials that are
 * good nowhere.
 *
 * @param service the name under which AWS signs requests, e.g. `sagemaker` for the runtime too
 */
export function simulated<C extends { readonly region?: unknown }>(service: string, config: C | undefined) {
	const region = typeof config?.region === 'string' ? config.region : DEFAULT_REGION;
	return {
		maxAttempts: 3,
		retryMode: 'standard',
		...(config as C),
		region: config?.region ?? DEFAULT_REGION,
		credentials: { accessKeyId: 'SIMULATED', secretAccessKey: 'simulated' },
		signer: signerFor(service, region),
		requestHandler
	} as C & { signer: ReturnType<typeof signerFor>; requestHandler: typeof requestHandler };
}
