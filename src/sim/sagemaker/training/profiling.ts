import type {
	CreateTrainingJobRequest,
	DescribeTrainingJobResponse,
	ProfilerRuleConfiguration
} from '@aws-sdk/client-sagemaker';
import { notSimulated } from '../../core/not-simulated.ts';

/** The rule that SageMaker's Python SDK adds to every job, asked for or not. */
const DEFAULT_RULE = 'ProfilerReport';

/**
 * Lets pass what SageMaker's SDKs send unasked: a place for system metrics, and the rule that makes a report of them.
 * @throws AwsError NotSimulated for every other rule
 */
export function checkProfiling({ ProfilerRuleConfigurations: rules = [] }: CreateTrainingJobRequest): void {
	const other = rules.find((rule) => !isDefault(rule));
	if (!other) return;
	throw notSimulated(
		`The rule '${other.RuleConfigurationName}' in ProfilerRuleConfigurations of CreateTrainingJob`,
		'Leave it out: nothing is profiled here.'
	);
}

function isDefault({
	RuleParameters: { rule_to_invoke: rule, ...more } = {}
}: ProfilerRuleConfiguration): boolean {
	return rule === DEFAULT_RULE && Object.keys(more).length === 0;
}

/** What became of profiling: nothing, and it is said. */
export function describedProfiling(
	{ ProfilerRuleConfigurations: rules }: CreateTrainingJobRequest,
	createdAt: number
): Pick<DescribeTrainingJobResponse, 'ProfilingStatus' | 'ProfilerRuleEvaluationStatuses'> {
	return {
		ProfilingStatus: 'Disabled',
		ProfilerRuleEvaluationStatuses: rules?.map(({ RuleConfigurationName }) => ({
			RuleConfigurationName,
			RuleEvaluationStatus: 'Error',
			StatusDetails:
				'The rule was not evaluated: system metrics of instances are not simulated, and nothing is profiled.',
			LastModifiedTime: new Date(createdAt)
		}))
	};
}
