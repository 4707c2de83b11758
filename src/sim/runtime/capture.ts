import type { CaptureContentTypeHeader, DataCaptureConfig } from '@aws-sdk/client-sagemaker';
import { decodeUtf8, encodeUtf8, toBase64 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';
import { bucketAccess } from '../iam/index.ts';
import type { InvocationInput, InvocationOutput } from '../ports.ts';
import { parseS3Uri, putObjectIn } from '../s3/index.ts';
import { endpointLog, type EndpointRecord, type VariantRecord } from '../sagemaker/index.ts';

/** Records are gathered for so long, then stored as one object; those of a process that dies meanwhile are lost. */
const GATHER_MS = 60_000;

/** One exchange with a container. */
export interface CapturedExchange {
	readonly input: InvocationInput;
	readonly output: InvocationOutput;
	/** The caller's own id, where it gave one. */
	readonly inferenceId: string | undefined;
}

/**
 * Keeps a share of what goes in and comes out, as JSON Lines in S3 under `PREFIX/ENDPOINT/VARIANT/yyyy/mm/dd/hh/`.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 */
export function captureExchange(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	exchange: CapturedExchange
): void {
	const config = endpoint.dataCapture;
	if (!config?.EnableCapture || !isDrawn(ctx, config.InitialSamplingPercentage ?? 0)) return;
	const folder = `${config.DestinationS3Uri!.replace(/\/+$/, '')}/${endpoint.name}/${variant.name}`;
	const line = JSON.stringify(recordOf(ctx, config, exchange));
	const gathered = ctx.live.captured.get(folder);
	if (gathered) {
		gathered.push(line);
		return;
	}
	ctx.live.captured.set(folder, [line]);
	ctx.clock.sleep(GATHER_MS, ctx.live.closing.signal).then(
		() => store(ctx, endpoint, variant, folder),
		() => {}
	);
}

function isDrawn({ rng }: Context, percentage: number): boolean {
	return percentage >= 100 || rng.next() * 100 < percentage;
}

/**
 * A destination that is gone, or that the model's role may not write to, loses the records: the caller has long had the
 * answer, so it is told in the endpoint's log.
 */
async function store(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	folder: string
): Promise<void> {
	const lines = ctx.live.captured.get(folder) ?? [];
	ctx.live.captured.delete(folder);
	if (lines.length === 0) return;
	const { bucket, key } = parseS3Uri(`${folder}/${placeAt(ctx)}`)!;
	const bytes = encodeUtf8(lines.map((line) => `${line}\n`).join(''));
	try {
		await ctx.store.transact((tx) => {
			bucketAccess(ctx, variant.roleArn).needWrite(bucket, key);
			putObjectIn(tx, ctx, { bucket, key, bytes, contentType: 'application/jsonlines' });
		});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const place = `s3://${bucket}/${key}`;
		const log = endpointLog(ctx, endpoint, `${variant.name}/data-log`);
		log.write(`[sagemaker logs] Data capture failed: ${lines.length} records for ${place} are lost. ${why}`);
		await log.flush().catch(() => {});
	}
}

/** `yyyy/mm/dd/hh/mm-ss-mmm-UUID.jsonl` */
function placeAt({ clock, rng }: Context): string {
	const [date = '', time = ''] = new Date(clock.now()).toISOString().replace('Z', '').split('T');
	const [hour, ...rest] = time.split(':');
	return `${date.replaceAll('-', '/')}/${hour}/${rest.join('-').replace('.', '-')}-${rng.uuid()}.jsonl`;
}

function recordOf(
	ctx: Context,
	config: DataCaptureConfig,
	{ input, output, inferenceId }: CapturedExchange
): object {
	const modes = (config.CaptureOptions ?? []).map(({ CaptureMode }) => CaptureMode);
	const wants = (mode: 'Input' | 'Output'): boolean =>
		modes.includes(mode) || modes.includes('InputAndOutput');
	const header = config.CaptureContentTypeHeader ?? {};
	return {
		captureData: {
			...(wants('Input') ? { endpointInput: sideOf('INPUT', input, header) } : {}),
			...(wants('Output') ? { endpointOutput: sideOf('OUTPUT', output, header) } : {})
		},
		eventMetadata: {
			eventId: ctx.rng.uuid(),
			...(inferenceId === undefined ? {} : { inferenceId }),
			inferenceTime: `${new Date(ctx.clock.now()).toISOString().slice(0, 19)}Z`
		},
		eventVersion: '0'
	};
}

function sideOf(
	mode: 'INPUT' | 'OUTPUT',
	{ contentType = '', body }: Pick<InvocationInput, 'contentType' | 'body'>,
	{ CsvContentTypes = [], JsonContentTypes = [] }: Partial<CaptureContentTypeHeader>
): object {
	const type = contentType.split(';')[0]!.trim();
	const encoding = CsvContentTypes.includes(type)
		? 'CSV'
		: JsonContentTypes.includes(type)
			? 'JSON'
			: 'BASE64';
	const data = encoding === 'BASE64' ? toBase64(body) : decodeUtf8(body);
	return { observedContentType: contentType, mode, data, encoding };
}
