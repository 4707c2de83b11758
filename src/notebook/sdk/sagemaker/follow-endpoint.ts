import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { bridge } from '../../kernel/bridge.ts';
import { UnexpectedStatusException, isServiceError } from './errors.ts';
import { Printer } from './printer.ts';
import type { Session } from './session.ts';

/** How long to wait between two looks at an endpoint, in simulated milliseconds. */
const POLL_MS = 30_000;

/**
 * Waits until an endpoint is in service and prints a dash for each look, as the Python SDK does: `----!`.
 *
 * Rejects with an UnexpectedStatusException that holds the FailureReason where the endpoint ends otherwise. When the cell is
 * stopped, the waiting ends and the endpoint goes on being made; the output says so.
 */
export async function waitForEndpoint(session: Session, endpointName: string): Promise<void> {
	const printer = new Printer();
	try {
		const { status, reason } = await pollEndpoint(session, endpointName, printer);
		if (status === 'InService') {
			printer.more('!');
			printer.end();
			return;
		}
		printer.more('*');
		throw new UnexpectedStatusException(`endpoint ${endpointName}`, status, ['InService'], reason);
	} catch (error) {
		printer.end();
		if (!isServiceError(error) && !(error instanceof UnexpectedStatusException)) {
			printer.line(
				`Stopped waiting, but the endpoint '${endpointName}' goes on being made and will cost money. ` +
					`new Predictor({ endpointName: '${endpointName}' }).deleteEndpoint() takes it away.`
			);
		}
		throw error;
	}
}

async function pollEndpoint(
	session: Session,
	EndpointName: string,
	printer: Printer
): Promise<{ readonly status: string; readonly reason: string | undefined }> {
	for (;;) {
		const { EndpointStatus = 'Unknown', FailureReason } = await session.sagemakerClient.send(
			new DescribeEndpointCommand({ EndpointName })
		);
		if (!/^(Creating|Updating|SystemUpdating|RollingBack)$/.test(EndpointStatus)) {
			return { status: EndpointStatus, reason: FailureReason };
		}
		printer.more('-');
		await bridge().sleep(POLL_MS);
	}
}
