import type { GetAuthorizationTokenRequest, GetAuthorizationTokenResponse } from '@aws-sdk/client-ecr';
import { encodeUtf8, toBase64 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';

const LIFE_MS = 12 * 3_600_000;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export async function getAuthorizationToken(
	ctx: Context,
	{ registryIds = [ctx.accountId] }: GetAuthorizationTokenRequest
): Promise<GetAuthorizationTokenResponse> {
	const authorizationData = registryIds.map((id) => ({
		// What docker login takes: a name and a password.
		authorizationToken: toBase64(encodeUtf8(`AWS:${ctx.rng.hex(64)}`)),
		expiresAt: new Date(Math.floor(ctx.clock.now() / 1000) * 1000 + LIFE_MS),
		proxyEndpoint: `https://${id}.dkr.ecr.${ctx.region}.amazonaws.com`
	}));
	return { authorizationData };
}
