import { AwsError } from '#base/errors.ts';
import type { Context } from './core/context.ts';
import { notSimulated } from './core/not-simulated.ts';
import type { Service } from './core/service.ts';
import { isRecord, shapeOf } from './protocol/model.ts';
import { readTree, writeTree } from './protocol/tree.ts';
import { validate, validationMessage, violationsOf } from './protocol/validate.ts';

/**
 * Runs one operation on native input: validates it as AWS does, then checks that the output is one that AWS could give.
 * @throws AwsError the operation's own, or NotSimulated
 */
export async function runOperation(
	ctx: Context,
	service: Service,
	operation: string,
	input: unknown
): Promise<Readonly<Record<string, unknown>>> {
	const { model, operations } = service;
	const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
	if (!run) {
		const available = Object.keys(operations).join(', ');
		throw notSimulated(
			`The operation ${operation} of ${service.name}`,
			available === '' ? 'None of its operations is.' : `Simulated: ${available}.`
		);
	}
	const { input: inputShape, output: outputShape } = model.operations[operation]!;
	checkDocument(service, inputShape?.shape, input);
	validate(model, inputShape?.shape, input, service.validationCode);
	const valid = input as Readonly<Record<string, unknown>>;
	service.check?.(ctx, valid);
	ctx.trace?.mark('validation', { shape: inputShape?.shape, members: Object.keys(valid).length });
	const output = await run(ctx, input as never);
	ctx.trace?.mark('operation', { operation });
	service.served?.(ctx, operation, valid);
	const checked = writeTree(model, outputShape?.shape, output, 'native') as Readonly<Record<string, unknown>>;
	ctx.trace?.mark('output', { shape: outputShape?.shape });
	return checked;
}

/** @throws AwsError the service's own for a body that is a document and breaks its shape */
function checkDocument(
	{ model, documentFault }: Service,
	shapeName: string | undefined,
	input: unknown
): void {
	if (!documentFault) return;
	const { payload, members } = shapeOf(model, shapeName);
	const document = payload !== undefined && isRecord(input) ? input[payload] : undefined;
	if (!isRecord(document)) return;
	const violations = violationsOf(model, members![payload!]!.shape, document);
	if (violations.length > 0) throw documentFault(validationMessage(violations));
}

/** @throws AwsError UnknownService, naming those that there are */
export function serviceById(services: readonly Service[], id: string): Service {
	const service = services.find((candidate) => candidate.id === id);
	if (service) return service;
	const ids = services.map((candidate) => candidate.id).join(', ');
	throw new AwsError('UnknownService', `There is no simulated service '${id}'; there are: ${ids}.`, 404);
}

/** The native input of an operation, as `Region.call` takes it. @throws AwsError UnknownOperationException */
export function readCall({ name, model }: Service, operation: string, input: unknown): unknown {
	if (!Object.hasOwn(model.operations, operation)) {
		throw new AwsError('UnknownOperationException', `${name} has no operation '${operation}'.`);
	}
	return readTree(model, model.operations[operation]!.input?.shape, input ?? {}, 'native');
}
