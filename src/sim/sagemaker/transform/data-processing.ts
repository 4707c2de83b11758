import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import { parseJsonPath, selectBy, type JsonPath } from './json-path.ts';
import { recordFormatOf, type RecordFormat } from './record-format.ts';

/** What happens to records before the model and after it. */
export interface DataProcessing {
	/** The record that the model sees. */
	filterInput(record: string): string;
	/**
	 * What is stored for the records of one request.
	 * @throws UserError BadRecord where there is not one prediction for each record
	 */
	finish(records: readonly string[], answer: string): string[];
	/** Whether {@link finish} has anything to do; the answer is stored as it came otherwise. */
	readonly changesOutput: boolean;
}

/** DataProcessing of a job, which has been checked. */
export function dataProcessingOf({
	DataProcessing: processing = {},
	TransformInput: input
}: CreateTransformJobRequest): DataProcessing {
	const inputFilter = pathOf(processing.InputFilter);
	const outputFilter = pathOf(processing.OutputFilter);
	const isJoined = processing.JoinSource === 'Input';
	const format = recordFormatOf(input?.ContentType);
	const filterBy = (path: JsonPath, value: unknown): unknown =>
		path.length === 0 ? value : selectBy(path, value);
	return {
		changesOutput: format !== null && (isJoined || outputFilter.length > 0),
		filterInput(record) {
			if (format === null || inputFilter.length === 0) return record;
			return format.write(filterBy(inputFilter, format.parse(record)));
		},
		finish(records, answer) {
			const outputs = outputsOf(format!, answer);
			if (outputs.length !== records.length) {
				throw new UserError(
					'BadRecord',
					`The model gave ${outputs.length} predictions for ${records.length} records, so they cannot be joined or filtered.`,
					{ hint: 'Set Accept to a type with one prediction a line, and leave out blank lines.' }
				);
			}
			return records.map((record, i) => {
				const output = format!.parse(outputs[i]!);
				const joined = isJoined ? format!.join(format!.parse(record), output) : output;
				return format!.write(filterBy(outputFilter, joined));
			});
		}
	};
}

function pathOf(text: string | undefined): JsonPath {
	return parseJsonPath(text ?? '$') ?? [];
}

function outputsOf({ isByLine }: RecordFormat, answer: string): string[] {
	return isByLine ? answer.split(/\r?\n/).filter((line) => line !== '') : [answer];
}
