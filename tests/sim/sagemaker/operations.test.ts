import { expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { Rng } from '#base/rng.ts';
import { sagemaker } from '#sim/sagemaker/service.ts';
import { everyResource } from '#tests/support/every-resource.ts';
import { valueOfShape } from '#tests/support/requests/value-of-shape.ts';
import { writeRequest } from '#tests/support/requests/write-request.ts';
import { testRegion } from '#tests/support/test-region.ts';

const { model, operations } = sagemaker;
const SEEDS = [1, 2, 3, 4];

interface Answer {
	readonly __type?: string;
	readonly message?: string;
}

it('every operation of the shapes works, or says by name that it is not simulated', async () => {
	const { region } = await everyResource();
	const wrong: string[] = [];
	for (const operation of Object.keys(model.operations)) {
		for (const seed of SEEDS) {
			const input = valueOfShape(model, model.operations[operation]!.input?.shape, new Rng(seed));
			const { status, body } = await region.handle(writeRequest(model, 'json', operation, input));
			const answer = JSON.parse(decodeUtf8(body) || '{}') as Answer;
			if (operation in operations) {
				if (status < 400) continue;
				if (status >= 500 && status !== 501) wrong.push(`${operation}: ${status} ${answer.message}`);
				if (!/^[A-Z]\w+$/.test(answer.__type ?? '')) wrong.push(`${operation}: no code`);
			} else {
				const isSaid = answer.message?.startsWith(
					`The operation ${operation} of SageMaker is not simulated.`
				);
				if (status !== 501 || !isSaid) wrong.push(`${operation}: ${status} ${answer.message}`);
			}
		}
	}
	expect(wrong).toEqual([]);
});

it('what the shapes do not know is unknown, not a silent success', async () => {
	const { region } = await testRegion();
	const headers = { 'x-amz-target': 'SageMaker.CreateArtifact' };
	const request = writeRequest(model, 'json', 'ListModels', {});
	const { status, body } = await region.handle({ ...request, headers });
	expect(status).toBe(400);
	expect(decodeUtf8(body)).toContain('UnknownOperationException');
});
