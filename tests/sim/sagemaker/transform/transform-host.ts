import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { InferenceRunner, InvocationInput, InvocationOutput } from '#sim/ports.ts';
import { lineModel } from '#tests/support/line-endpoint.ts';
import { testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { putInputs } from '#tests/support/transform-job.ts';

export const ARN = 'arn:aws:sagemaker:us-east-1:123456789012:transform-job/t';

/** A region with y = 2x + 1 as the model `m`, and these objects in s3://data. */
export async function ready(
	files: Readonly<Record<string, string | Uint8Array>>,
	region?: TestRegion
): Promise<TestRegion> {
	const aws = region ?? (await testRegion());
	await lineModel(aws, 'm', 2, 1);
	await putInputs(aws, files);
	return aws;
}

/** Containers that answer by `answer`, and what they were asked. */
export function answering(answer: (text: string, asked: number) => InvocationOutput): {
	readonly inference: InferenceRunner;
	readonly asked: string[];
	readonly inputs: InvocationInput[];
	readonly environments: Readonly<Record<string, string>>[];
} {
	const asked: string[] = [];
	const inputs: InvocationInput[] = [];
	const environments: Readonly<Record<string, string>>[] = [];
	const inference: InferenceRunner = {
		start: async ({ environment }) => {
			environments.push(environment);
			return {
				invoke: async (input) => {
					asked.push(decodeUtf8(input.body));
					inputs.push(input);
					return answer(decodeUtf8(input.body), asked.length);
				},
				close: () => {}
			};
		}
	};
	return { inference, asked, inputs, environments };
}

export function csv(text: string, status = 200): InvocationOutput {
	return { status, contentType: 'text/csv', body: encodeUtf8(text) };
}

/** Answers each line with itself in angle brackets. */
export const echo = (text: string): InvocationOutput => csv(text.replace(/[^\n]+/g, (line) => `<${line}>`));

export async function dataLog({ logs }: TestRegion): Promise<string[]> {
	const { events = [] } = await logs.send(
		new FilterLogEventsCommand({ logGroupName: '/aws/sagemaker/TransformJobs', logStreamNamePrefix: 't/' })
	);
	return events.filter((e) => e.logStreamName?.endsWith('/data-log')).map((e) => e.message!);
}
