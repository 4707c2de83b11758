import { endInstances, startInstances } from '../../billing/index.ts';
import type { Context } from '../../core/context.ts';
import { defineStates, lasting } from '../../core/states.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { resourceArn } from '../errors.ts';
import { setTags } from '../tags.ts';
import { notebookInstances, type NotebookRecord } from './records.ts';

/** An instance costs from InService until it stops. */
export const notebookStates = defineStates({
	Pending: { status: 'Pending', message: 'Starting the instance', afterMs: 120_000, next: 'InService' },
	InService: { status: 'InService', message: 'The instance runs' },
	Stopping: { status: 'Stopping', message: 'Stopping the instance', afterMs: 60_000, next: 'Stopped' },
	Updating: { status: 'Updating', message: 'Changing the instance', afterMs: 20_000, next: 'Stopped' },
	Stopped: { status: 'Stopped', message: 'The instance does not run' },
	Deleting: { status: 'Deleting', message: 'Deleting the instance', afterMs: 30_000 }
});

type Passing = 'Pending' | 'Stopping' | 'Updating' | 'Deleting';

const PASSING: readonly string[] = ['Pending', 'Stopping', 'Updating', 'Deleting'];

/** Lets a status last that does not last for ever, and enters the next. Never rejects. */
export async function passOn(ctx: Context, { name, id, status }: NotebookRecord): Promise<void> {
	const state = notebookStates[status as Passing];
	try {
		await lasting(state, ctx.clock, ctx.live.closing.signal);
		await untilStored(ctx, (tx) => {
			const record = tx.get(notebookInstances, name);
			if (record?.id !== id || record.status !== status) return;
			if (!state.next) return forget(tx, ctx, record);
			const isUp = state.next === 'InService';
			const runs = record.runs + (isUp ? 1 : 0);
			const next = { ...record, runs, status: state.next as 'InService' | 'Stopped', modifiedAt: tx.now };
			tx.put(notebookInstances, name, next);
			if (isUp) startCosts(tx, next);
		});
	} catch {
		// The region closed: what was under way goes on when it is loaded again.
	}
}

function startCosts(tx: Transaction, record: NotebookRecord): void {
	const { name: resource, request } = record;
	const instanceType = request.InstanceType;
	startInstances(tx, {
		id: meterIdOf(record),
		service: 'Notebook',
		resource,
		instanceType,
		instanceCount: 1
	});
}

/** Ends what it costs; nothing happens where it did not run. */
export function endCosts(tx: Transaction, record: NotebookRecord): void {
	endInstances(tx, meterIdOf(record), tx.now);
}

function meterIdOf({ id, runs }: NotebookRecord): string {
	return `notebook/${id}/${runs}`;
}

function forget(tx: Transaction, ctx: Context, { name }: NotebookRecord): void {
	tx.remove(notebookInstances, name);
	setTags(tx, resourceArn(ctx, 'notebook-instance', name), []);
}

/** Takes up what was under way when the region last ended. */
export function resumeNotebooks(ctx: Context): void {
	for (const record of ctx.store.values(notebookInstances)) {
		if (PASSING.includes(record.status)) void passOn(ctx, record);
	}
}
