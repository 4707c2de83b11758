import { describe, expect, it } from 'vitest';
import { readServiceModel, type ServiceModel } from '#sim/protocol/model.ts';
import { validate, violationsOf } from '#sim/protocol/validate.ts';
import sagemaker from '#sim/protocol/shapes/sagemaker.json' with { type: 'json' };
import { errorOf } from '#tests/support/test-region.ts';
import { processorMs } from '#tests/support/processor-ms.ts';

const model = readServiceModel(sagemaker);
const NAME_PATTERN = '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}';

describe('validate', () => {
	it('says in AWS’s words that a name breaks its pattern and that a member is missing, all in one message', async () => {
		const check = async (): Promise<void> =>
			validate(model, 'CreateEndpointInput', { EndpointName: 'bad_name!' }, 'ValidationException');
		expect(await errorOf(check())).toBe(
			`ValidationException undefined: 2 validation errors detected: Value 'bad_name!' at 'endpointName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME_PATTERN}; Value null at 'endpointConfigName' failed to satisfy constraint: Member must not be null`
		);
	});

	it('counts a single violation in the singular', () => {
		expect(() => validate(model, 'DescribeModelInput', {}, 'ValidationException')).toThrow(
			"1 validation error detected: Value null at 'modelName' failed to satisfy constraint: Member must not be null"
		);
	});

	it('passes what keeps every constraint', () => {
		const input = { EndpointName: 'ab-1', EndpointConfigName: 'a' };
		expect(violationsOf(model, 'CreateEndpointInput', input)).toEqual([]);
	});

	it('matches a pattern against the whole value', () => {
		const input = { EndpointName: 'ok\nno', EndpointConfigName: 'x-' };
		expect(violationsOf(model, 'CreateEndpointInput', input)).toHaveLength(2);
	});

	it('names the place inside lists by number, and lists the values of an enum', () => {
		const found = violationsOf(model, 'CreateEndpointConfigInput', {
			EndpointConfigName: 'c',
			ProductionVariants: [
				{ VariantName: 'A' },
				{ VariantName: 'B', InitialInstanceCount: 0, AcceleratorType: 'x' }
			]
		});
		expect(found).toEqual([
			"Value '0' at 'productionVariants.2.member.initialInstanceCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
			"Value 'x' at 'productionVariants.2.member.acceleratorType' failed to satisfy constraint: Member must satisfy enum value set: [ml.eia1.medium, ml.eia1.large, ml.eia1.xlarge, ml.eia2.medium, ml.eia2.large, ml.eia2.xlarge]"
		]);
	});

	it('bounds the length of texts in code points, and of lists and maps in entries', () => {
		const long = 'a'.repeat(64);
		expect(violationsOf(model, 'DescribeModelInput', { ModelName: long })[0]).toBe(
			`Value '${long}' at 'modelName' failed to satisfy constraint: Member must have length less than or equal to 63`
		);
		const empty = { EndpointConfigName: 'c', ProductionVariants: [] };
		expect(violationsOf(model, 'CreateEndpointConfigInput', empty)[0]).toBe(
			"Value '[]' at 'productionVariants' failed to satisfy constraint: Member must have length greater than or equal to 1"
		);
		const tiny: ServiceModel = {
			metadata: model.metadata,
			operations: {},
			shapes: { In: { type: 'structure', members: { T: { shape: 'T' } } }, T: { type: 'string', max: 1 } }
		};
		expect(violationsOf(tiny, 'In', { T: '😀' })).toEqual([]);
	});

	it('puts the constraints of scalar items and map values in brackets, as AWS does', () => {
		const found = violationsOf(model, 'CreateTrainingJobRequest', {
			TrainingJobName: 'j',
			RoleArn: 'arn:aws:iam::123456789012:role/r',
			OutputDataConfig: { S3OutputPath: 's3://b/' },
			HyperParameters: { eta: 'x'.repeat(2501) }
		});
		expect(found).toEqual([
			expect.stringMatching(
				/^Value '\{eta=x+\}' at 'hyperParameters' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 2500, /
			)
		]);
	});

	it('does not print secret values', () => {
		const secret: ServiceModel = {
			metadata: model.metadata,
			operations: {},
			shapes: {
				In: { type: 'structure', members: { Body: { shape: 'B' } } },
				B: { type: 'blob', max: 2, sensitive: true }
			}
		};
		expect(violationsOf(secret, 'In', { Body: new Uint8Array(3) })).toEqual([
			"Value at 'body' failed to satisfy constraint: Member must have length less than or equal to 2"
		]);
	});

	it('takes time in proportion to the length of a hostile value', async () => {
		const hostile = `${'a-'.repeat(200_000)}!`;
		const took = await processorMs(() =>
			expect(violationsOf(model, 'DescribeModelInput', { ModelName: hostile })).toHaveLength(1)
		);
		expect(took).toBeLessThan(1000);
	});
});
