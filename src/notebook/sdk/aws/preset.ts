import { requestHandler } from './request-handler.ts';

/** The region that clients use unless they say otherwise. */
export const DEFAULT_REGION = 'us-east-1';

interface Signable {
	headers: Record<string, string>;
}

interface Credentials {
	readonly accessKeyId: string;
}

/** Good nowhere; who calls with these is the notebook, under its execution role. */
const NOBODYS = { accessKeyId: 'SIMULATED', secretAccessKey: 'simulated' };

/**
 * Writes the credential scope that AWS routes by, without the signature: nobody checks it here, and hashing every
 * upload would cost more than everything else that a client does.
 */
function signerFor(service: string, region: string, credentials: unknown) {
	return {
		async sign<R extends Signable>(
			request: R,
			{ signingDate = new Date() }: { readonly signingDate?: Date } = {}
		): Promise<R> {
			const { accessKeyId } = await credentialsFrom(credentials);
			const stamp = signingDate.toISOString().replace(/[-:]|\.\d+/g, '');
			const scope = `${accessKeyId}/${stamp.slice(0, 8)}/${region}/${service}/aws4_request`;
			request.headers['x-amz-date'] = stamp;
			request.headers['authorization'] =
				`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=simulated`;
			return request;
		}
	};
}

/** Credentials as clients take them: themselves, or a function that gets them. */
async function credentialsFrom(given: unknown): Promise<Credentials> {
	return (await (typeof given === 'function' ? (given as () => unknown)() : given)) as Credentials;
}

/**
 * The configuration of a client in a cell: what the learner gave, on top of our defaults (region us-east-1, three
 * attempts), but always with our request handler, so that no setting reaches a network. Of credentials, which AssumeRole
 * gives out, only the access key travels.
 *
 * @param service the name under which AWS signs requests, e.g. `sagemaker` for the runtime too
 */
export function simulated<C extends { readonly region?: unknown; readonly credentials?: unknown }>(
	service: string,
	config: C | undefined
) {
	const region = typeof config?.region === 'string' ? config.region : DEFAULT_REGION;
	const credentials = config?.credentials ?? NOBODYS;
	return {
		maxAttempts: 3,
		retryMode: 'standard',
		...(config as C),
		region: config?.region ?? DEFAULT_REGION,
		credentials,
		signer: signerFor(service, region, credentials),
		requestHandler
	} as C & { signer: ReturnType<typeof signerFor>; requestHandler: typeof requestHandler };
}
