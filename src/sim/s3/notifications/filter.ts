import type { LambdaFunctionConfiguration } from '@aws-sdk/client-s3';

/** How the keys must begin and end that a configuration is about. */
export function filterOf({ Filter }: LambdaFunctionConfiguration): {
	readonly prefix: string;
	readonly suffix: string;
} {
	const rules = Filter?.Key?.FilterRules ?? [];
	const valueOf = (name: string): string =>
		rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? '';
	return { prefix: valueOf('prefix'), suffix: valueOf('suffix') };
}
