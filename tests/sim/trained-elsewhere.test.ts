import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	DescribeEndpointCommand
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { gzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { inlineInferenceRunner } from '#engine/inline.ts';
import { writeTar } from '#sim/core/tar.ts';
import { breastCancer, iris } from '#tests/support/datasets.ts';
import { farthest } from '#tests/support/fit.ts';
import { golden } from '#tests/support/golden.ts';
import { IMAGE, ROLE, testRegion } from '#tests/support/test-region.ts';

interface Reference {
	/** What the library's save_model wrote, as JSON. */
	readonly model: unknown;
	readonly predictions: number[];
}

/** How somebody may have packed the file that the library wrote. */
const NAMES = ['xgboost-model', 'xgboost-model.json', 'model.json'];

it.each([
	['model-binary', breastCancer, NAMES[0]!],
	['model-multiclass', iris, NAMES[1]!],
	['model-binary', breastCancer, NAMES[2]!]
] as const)(
	'XGBoost’s own %s.json, trained in Python, answers here as it does there',
	async (file, table, name) => {
		const { model, predictions } = golden<Reference>(`xgboost/${file}`);
		const { s3, sagemaker, runtime, clock } = await testRegion({ inference: inlineInferenceRunner() });
		await s3.send(new CreateBucketCommand({ Bucket: 'models' }));
		const Body = gzipSync(writeTar([{ path: name, bytes: encodeUtf8(JSON.stringify(model)) }]));
		await s3.send(new PutObjectCommand({ Bucket: 'models', Key: 'python/model.tar.gz', Body }));
		await sagemaker.send(
			new CreateModelCommand({
				ModelName: 'python',
				ExecutionRoleArn: ROLE,
				PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://models/python/model.tar.gz' }
			})
		);
		const ProductionVariants = [
			{ VariantName: 'v', ModelName: 'python', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' as const }
		];
		await sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants }));
		await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
		await clock.sleep(600_000);
		expect((await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }))).EndpointStatus).toBe(
			'InService'
		);
		const { x, rows, columns } = table();
		const csv = Array.from({ length: rows }, (_, i) =>
			x.subarray(i * columns, (i + 1) * columns).join()
		).join('\n');
		const answer = await runtime.send(
			new InvokeEndpointCommand({ EndpointName: 'e', ContentType: 'text/csv', Body: csv })
		);
		const answered = decodeUtf8(answer.Body!)
			.replace(/[[\]\s]/g, (mark) => (mark === '\n' ? ',' : ''))
			.split(',')
			.filter((text) => text !== '')
			.map(Number);
		expect(answered.length).toBe(predictions.length);
		expect(farthest(answered, predictions)).toBeLessThan(1e-5);
	}
);
