import type { Plugin } from 'vite';

/**
 * What the built page may do. Scripts and requests are of its own site only, so that markup which slipped through every
 * other guard could neither run nor tell anybody. Styles may stand inline: components set them. Data and blobs are this
 * page's own: pictures that outputs bring along, small files that the bundler puts into the code, files to be saved.
 */
export const POLICY: Readonly<Record<string, string>> = {
	'default-src': "'none'",
	'script-src': "'self' 'wasm-unsafe-eval'",
	'style-src': "'self' 'unsafe-inline'",
	'img-src': "'self' data: blob:",
	'font-src': "'self' data:",
	'media-src': "'none'",
	'connect-src': "'self' data: blob:",
	'worker-src': "'self' blob:",
	'frame-src': "'self'",
	'manifest-src': "'self'",
	'object-src': "'none'",
	'base-uri': "'none'",
	'form-action': "'none'"
};

/**
 * Puts the policy into the built page, first of all so that it holds for everything behind it. The development server
 * needs scripts inside the page and sockets, and gets none.
 */
export function policyPlugin(): Plugin {
	return {
		name: 'sagebrush-policy',
		apply: 'build',
		transformIndexHtml: {
			order: 'post',
			handler: () => [
				{
					tag: 'meta',
					attrs: {
						'http-equiv': 'Content-Security-Policy',
						content: Object.entries(POLICY)
							.map(([name, sources]) => `${name} ${sources}`)
							.join('; ')
					},
					injectTo: 'head-prepend'
				},
				// Links would have their hosts looked up before anybody has pressed them.
				{
					tag: 'meta',
					attrs: { 'http-equiv': 'x-dns-prefetch-control', content: 'off' },
					injectTo: 'head-prepend'
				}
			]
		}
	};
}
