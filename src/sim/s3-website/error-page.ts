import { encodeUtf8 } from '#base/bytes.ts';
import type { AwsError } from '#base/errors.ts';
import type { WireResponse } from '#base/wire.ts';

const REASONS: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	412: 'Precondition Failed',
	416: 'Requested Range Not Satisfiable'
};

/** The page that S3 makes of an error. `custom`: why the site's own error page could not be shown. */
export function errorPage(error: AwsError, requestId: string, custom?: AwsError): WireResponse {
	const title = `${error.status} ${REASONS[error.status] ?? 'Error'}`;
	const html = [
		`<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>`,
		list([
			['Code', error.code],
			['Message', error.message],
			...members(error),
			['RequestId', requestId],
			['HostId', requestId]
		]),
		...(custom
			? [
					'<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>',
					list([['Code', custom.code], ['Message', custom.message], ...members(custom)])
				]
			: []),
		'<hr/>\n</body>\n</html>\n'
	].join('\n');
	return {
		status: error.status,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'x-amz-error-code': error.code,
			// A key with a line break in it must not become a header of its own.
			'x-amz-error-message': error.message.replace(/[^\x20-\x7e]/g, '?'),
			'x-amz-request-id': requestId,
			'x-amz-id-2': requestId
		},
		body: encodeUtf8(html)
	};
}

function members({ members: more }: AwsError): [string, string][] {
	return Object.entries(more).map(([name, value]) => [name, String(value)]);
}

function list(items: readonly (readonly [string, string])[]): string {
	return `<ul>\n${items.map(([name, value]) => `<li>${escaped(name)}: ${escaped(value)}</li>`).join('\n')}\n</ul>`;
}

/** Keys come from outside: a page must not run what somebody wrote into an address. */
function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
