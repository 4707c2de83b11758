import type { ChannelInput } from '../../ports.ts';
import type { TrainingJobRecord } from '../training/training-record.ts';
import { argumentsOf, CODE_FOLDER, textOrJson, type ScriptSettings } from './script-mode.ts';
import { hostName, hostNames, resourceConfigOf, type Host } from './host.ts';
import { channelFolder, inputDataConfigOf } from './training-files.ts';

/**
 * The variables that AWS's toolkit for script mode sets.
 * @see https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md
 */
export function scriptEnvironment(
	{ name, request }: TrainingJobRecord,
	{ program, submitDirectory, hyperparameters }: ScriptSettings,
	channels: readonly ChannelInput[],
	host: Host
): Record<string, string> {
	const folders = channels.map((each): [string, string] => [
		`SM_CHANNEL_${each.name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`,
		channelFolder(each.name)
	]);
	const own = Object.entries(hyperparameters).map(([key, value]): [string, string] => [
		`SM_HP_${key.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`,
		textOrJson(value)
	]);
	return {
		SM_MODEL_DIR: '/opt/ml/model',
		SM_OUTPUT_DIR: '/opt/ml/output',
		SM_OUTPUT_DATA_DIR: '/opt/ml/output/data',
		SM_INPUT_DIR: '/opt/ml/input',
		SM_INPUT_CONFIG_DIR: '/opt/ml/input/config',
		SM_CHANNELS: JSON.stringify(channels.map((each) => each.name)),
		SM_HPS: JSON.stringify(hyperparameters),
		SM_USER_ARGS: JSON.stringify(argumentsOf(hyperparameters)),
		SM_USER_ENTRY_POINT: program,
		SM_MODULE_NAME: program.replace(/\.\w+$/, ''),
		SM_MODULE_DIR: submitDirectory,
		SM_INPUT_DATA_CONFIG: JSON.stringify(inputDataConfigOf(channels, request.InputDataConfig ?? [])),
		SM_RESOURCE_CONFIG: JSON.stringify(resourceConfigOf(host)),
		SM_CURRENT_HOST: hostName(host.number),
		SM_CURRENT_INSTANCE_TYPE: host.instanceType,
		SM_HOSTS: JSON.stringify(hostNames(host.count)),
		SM_NETWORK_INTERFACE_NAME: 'eth0',
		SM_NUM_GPUS: '0',
		SM_NUM_CPUS: '1',
		SM_LOG_LEVEL: '20',
		SAGEMAKER_JOB_NAME: name,
		PWD: CODE_FOLDER,
		...Object.fromEntries([...folders, ...own])
	};
}
