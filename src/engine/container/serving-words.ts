import type { AlgorithmSpec } from '#ml/algorithm.ts';

/** How a serving container says that a request is wrong. */
export interface ServingWords {
	requestType(given: string): string;
	acceptType(given: string): string;
	/** HTTP status of a body that is not what its content type says. */
	readonly unreadableStatus: number;
	unreadable(type: string, reason: string): string;
	width(kind: string, given: number, trained: number): string;
}

/** The words of the kind of container in which AWS ships the algorithm. */
export function servingWords({ container, requestTypes, acceptTypes }: AlgorithmSpec): ServingWords {
	const types = requestTypes.join(', ');
	const answers = acceptTypes.join(', ');
	const common = {
		requestType: (given: string) => `Content type '${given}' is not supported. The request may be ${types}.`,
		acceptType: (given: string) => `Accept type '${given}' is not supported. The answer can be ${answers}.`
	};
	if (container === 'toolkit') {
		return {
			...common,
			unreadableStatus: 415,
			unreadable: (type, reason) => `Unable to parse the payload as ${type}: ${reason}`,
			width: (kind, given, trained) =>
				`Feature size of ${kind} inference data ${given} is not consistent with feature size of trained model ${trained}.`
		};
	}
	return {
		...common,
		unreadableStatus: 400,
		unreadable: (type, reason) => `unable to evaluate payload provided: it is no ${type}. ${reason}`,
		width: (_kind, given, trained) =>
			`unable to evaluate payload provided: cannot copy sequence with size ${given} to array axis with dimension ${trained}`
	};
}
