import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EndpointView, TrainingJobView } from '#sim/events.ts';
import { streamStates } from '#sim/kinesis/states.ts';
import { endpointStates } from '#sim/sagemaker/hosting/endpoint-states.ts';
import { notebookStates } from '#sim/sagemaker/notebooks/notebook-life.ts';
import { groupStates } from '#sim/sagemaker/feature-store/group-states.ts';
import { trainingStates } from '#sim/sagemaker/training/training-states.ts';
import { RESOURCE_KINDS } from '#state/cloud/resource-kinds.ts';
import { explainEndpoint, explainJob, explainStatus } from '#ui/console/status-text.ts';

interface Tables {
	readonly operations: Record<string, { output?: { shape: string } }>;
	readonly shapes: Record<
		string,
		{ members?: Record<string, { shape: string }>; member?: { shape: string }; enum?: readonly string[] }
	>;
}

const tablesOf = (service: string): Tables =>
	JSON.parse(readFileSync(`src/sim/protocol/shapes/${service}.json`, 'utf8')) as Tables;

const SENTENCE = /^\p{Lu}.{10,}[.!]$/u;

/** Only these AWS has and the region never gives. */
const NEVER_HERE: readonly string[] = ['SystemUpdating', 'UpdateRollbackFailed'];

describe('every status is told in a sentence', () => {
	const kinds = RESOURCE_KINDS.flatMap((kind) =>
		kind.status === undefined ? [] : [[kind.id, kind] as const]
	);

	it.each(kinds)('of %s, by AWS’s own list of them', (_, kind) => {
		const { operations, shapes } = tablesOf(kind.service);
		const list = shapes[operations[kind.list.operation]!.output!.shape]!.members![kind.list.items]!.shape;
		const item = shapes[shapes[list]!.member!.shape]!;
		const statuses = shapes[item.members![kind.status!]!.shape]!.enum ?? [];
		expect(statuses.length).toBeGreaterThan(0);
		for (const status of statuses) expect(explainStatus(status, kind.id), status).toMatch(SENTENCE);
	});

	it('of training jobs, primary and secondary', () => {
		const { shapes } = tablesOf('sagemaker');
		for (const secondaryStatus of shapes['SecondaryStatus']!.enum!) {
			expect(explainJob({ status: 'InProgress', secondaryStatus }), secondaryStatus).toMatch(SENTENCE);
		}
		for (const status of shapes['TrainingJobStatus']!.enum!) {
			const job = { status: status as TrainingJobView['status'], secondaryStatus: '' };
			expect(explainJob(job), status).toMatch(SENTENCE);
		}
	});

	it('of endpoints', () => {
		for (const status of tablesOf('sagemaker').shapes['EndpointStatus']!.enum!) {
			if (NEVER_HERE.includes(status)) continue;
			expect(explainEndpoint(status as EndpointView['status']), status).toMatch(SENTENCE);
		}
	});

	it.each([
		['streams', streamStates],
		['notebook-instances', notebookStates],
		['feature-groups', groupStates]
	])('of %s, by the region’s own table of states', (kind, states) => {
		for (const { status } of Object.values(states)) {
			expect(explainStatus(status, kind), status).toMatch(SENTENCE);
		}
	});

	it('of the tables of training jobs and endpoints', () => {
		for (const { status } of Object.values(trainingStates)) {
			expect(explainJob({ status: 'InProgress', secondaryStatus: status }), status).toMatch(SENTENCE);
		}
		for (const { status } of Object.values(endpointStates)) {
			expect(explainEndpoint(status as EndpointView['status']), status).toMatch(SENTENCE);
		}
	});
});
