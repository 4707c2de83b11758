import type { RoutingRule, WebsiteConfiguration } from '@aws-sdk/client-s3';
import type { PageRequest } from './site.ts';

/** Where a visitor is sent instead. */
export interface Redirection {
	readonly status: number;
	readonly location: string;
}

/** The first routing rule that is about a key, or about a key and the error that it met. */
export function routed(
	{ RoutingRules = [] }: WebsiteConfiguration,
	page: PageRequest,
	error?: number
): Redirection | null {
	const rule = RoutingRules.find((one) => isAbout(one, page.key, error));
	return rule?.Redirect ? redirection(rule, page) : null;
}

function isAbout({ Condition: condition }: RoutingRule, key: string, error: number | undefined): boolean {
	const prefix = condition?.KeyPrefixEquals ?? '';
	const code = condition?.HttpErrorCodeReturnedEquals;
	return key.startsWith(prefix) && (code === undefined ? error === undefined : code === String(error));
}

function redirection({ Condition, Redirect: to = {} }: RoutingRule, page: PageRequest): Redirection {
	const rest = page.key.slice((Condition?.KeyPrefixEquals ?? '').length);
	const key =
		to.ReplaceKeyWith ?? (to.ReplaceKeyPrefixWith === undefined ? page.key : to.ReplaceKeyPrefixWith + rest);
	const status = Number(to.HttpRedirectCode ?? 301);
	if (to.HostName === undefined && to.Protocol === undefined)
		return { status, location: `${page.origin}${page.base}/${encoded(key)}` };
	const [scheme, host] = page.origin.split('://');
	return { status, location: `${to.Protocol ?? scheme}://${to.HostName ?? host}/${encoded(key)}` };
}

/** Where a site sends everybody that is only there to say that it has moved. */
export function movedTo(
	{ RedirectAllRequestsTo: to }: WebsiteConfiguration,
	{ key }: PageRequest
): Redirection | null {
	return to?.HostName === undefined
		? null
		: { status: 301, location: `${to.Protocol ?? 'http'}://${to.HostName}/${encoded(key)}` };
}

/** A key as it stands in an address. */
export function encoded(key: string): string {
	const wellFormed = key.replace(/\p{Surrogate}/gu, '\ufffd');
	return wellFormed.split('/').map(encodeURIComponent).join('/');
}
