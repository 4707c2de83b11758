import type { WireRequest } from '#base/wire.ts';
import type { Protocol, ServiceModel } from './model.ts';

/** The protocol that a request to the service speaks: its older one, where the newer one's header is missing. */
export function protocolOf({ metadata }: ServiceModel, request: Pick<WireRequest, 'headers'>): Protocol {
	const { protocol, olderProtocol } = metadata;
	const isNew = protocol !== 'json' || request.headers['x-amz-target'] !== undefined;
	return isNew || olderProtocol === undefined ? protocol : olderProtocol;
}
