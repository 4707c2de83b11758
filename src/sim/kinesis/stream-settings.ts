import type {
	DecreaseStreamRetentionPeriodInput,
	IncreaseStreamRetentionPeriodInput,
	UpdateStreamModeInput
} from '@aws-sdk/client-kinesis';
import type { Context } from '../core/context.ts';
import type { Given } from '../core/service.ts';
import { refuseUnsupported } from '../core/unsupported.ts';
import { invalidArgument, limitExceeded } from './errors.ts';
import { needActive, needStream, streamNameOf, type StreamRef } from './lookup.ts';
import { beginChange, goOn } from './stream-life.ts';
import { needRoom } from './streams.ts';
import type { StreamRecord } from './tables.ts';
import { openShards } from './views.ts';

const LEAST_HOURS = 24;
const MOST_HOURS = 8760;
const DAY_MS = 86_400_000;
const MODES_A_DAY = 2;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
export async function increaseStreamRetentionPeriod(
	ctx: Context,
	input: Given<IncreaseStreamRetentionPeriodInput, 'RetentionPeriodHours'>
): Promise<object> {
	return retain(ctx, input, input.RetentionPeriodHours, (hours, { retentionHours, name }) => {
		if (hours > retentionHours) return;
		throw invalidArgument(
			`Requested retention period (${hours} hours) for stream ${name} can not be shorter than existing retention period (${retentionHours} hours). Use DecreaseRetentionPeriod API.`
		);
	});
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html */
export async function decreaseStreamRetentionPeriod(
	ctx: Context,
	input: Given<DecreaseStreamRetentionPeriodInput, 'RetentionPeriodHours'>
): Promise<object> {
	return retain(ctx, input, input.RetentionPeriodHours, (hours, { retentionHours, name }) => {
		if (hours < retentionHours) return;
		throw invalidArgument(
			`Requested retention period (${hours} hours) for stream ${name} can not be longer than existing retention period (${retentionHours} hours). Use IncreaseRetentionPeriod API.`
		);
	});
}

async function retain(
	ctx: Context,
	ref: StreamRef,
	hours: number,
	check: (hours: number, stream: StreamRecord) => void
): Promise<object> {
	if (hours < LEAST_HOURS) {
		throw invalidArgument(
			`Minimum allowed retention period is ${LEAST_HOURS} hours. Requested retention period (${hours} hours) is too short.`
		);
	}
	if (hours > MOST_HOURS) {
		throw invalidArgument(
			`Maximum allowed retention period is ${MOST_HOURS} hours. Requested retention period (${hours} hours) is too long.`
		);
	}
	const name = streamNameOf(ctx, ref);
	const after = await ctx.store.transact((tx) => {
		const stream = needActive(ctx, needStream(ctx, { StreamName: name }));
		check(hours, stream);
		return beginChange(tx, stream, { kind: 'retention', hours });
	});
	goOn(ctx, after);
	return {};
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html */
export async function updateStreamMode(
	ctx: Context,
	input: Given<UpdateStreamModeInput, 'StreamARN' | 'StreamModeDetails'>
): Promise<object> {
	refuseUnsupported('UpdateStreamMode', input, ['WarmThroughputMiBps']);
	const name = streamNameOf(ctx, input);
	const mode = input.StreamModeDetails.StreamMode!;
	const after = await ctx.store.transact((tx) => {
		const stream = needActive(ctx, needStream(ctx, { StreamName: name }));
		if (stream.mode === mode) throw invalidArgument(`Stream ${name} is in ${mode} mode already.`);
		const recent = stream.modeChangedAt.filter((at) => at > tx.now - DAY_MS);
		if (recent.length >= MODES_A_DAY) {
			throw limitExceeded(
				`The mode of stream ${name} was changed ${MODES_A_DAY} times within 24 hours, which is the limit.`
			);
		}
		needRoom(ctx, mode, openShards(stream).length);
		return beginChange(tx, { ...stream, modeChangedAt: [...recent, tx.now] }, { kind: 'mode', mode });
	});
	goOn(ctx, after);
	return {};
}
