import { createPipeline, start, untilEnded } from '#tests/support/pipeline.ts';
import { testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { putData } from '#tests/support/training-job.ts';

export async function withData(options: Parameters<typeof testRegion>[0] = {}): Promise<TestRegion> {
	const aws = await testRegion(options);
	await putData(aws);
	return aws;
}

export async function executed(
	aws: TestRegion,
	text: string,
	parameters: Parameters<typeof start>[1] = []
): ReturnType<typeof untilEnded> {
	await createPipeline(aws, text);
	return untilEnded(aws, await start(aws, parameters));
}
