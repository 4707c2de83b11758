import type { Cors } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../apigateway/index.ts';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', '*'];
const ORIGIN = /^(\*|(https?|[a-z][a-z0-9+.-]*):\/\/(\*\.?)?[\w.:*-]*)$/i;

/**
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * @throws AwsError BadRequestException
 */
export function checkCors(cors: Cors | undefined): void {
	const { AllowMethods = [], AllowOrigins = [], AllowHeaders = [], AllowCredentials } = cors ?? {};
	const method = AllowMethods.find((name) => !METHODS.includes(name));
	if (method !== undefined) throw badRequest(`Invalid CORS method specified: ${method}`);
	const origin = AllowOrigins.find((one) => !ORIGIN.test(one));
	if (origin !== undefined) {
		throw badRequest(
			`Invalid format for origin ${origin}. Origin should begin with a valid scheme: [http://, https://]`
		);
	}
	const anyone = [AllowMethods, AllowOrigins, AllowHeaders].some((list) => list.includes('*'));
	if (AllowCredentials === true && anyone) {
		throw badRequest(
			'AllowCredentials cannot be set to true when the wildcard * is allowed for origins, methods or headers.'
		);
	}
}
