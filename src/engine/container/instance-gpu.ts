import type { Gpu } from '#ml/gpu/gpu.ts';
import type { TrainingHost } from './train.ts';

/** The graphics processor of one job. */
export interface InstanceGpu {
	/** The same for all who ask. */
	open(): Promise<Gpu | null>;
	close(): Promise<void>;
}

/** Families of instances with graphics processors: p2, p3, p4d, g4dn, g5 … */
const WITH_GPU = /^ml\.[pg]\d/;

/**
 * What an instance type has for the job: undefined on types without a graphics processor, as on AWS. The machine is asked
 * for it once an algorithm wants it, and the log says where it has none.
 */
export function instanceGpu(
	instanceType: string,
	{ openGpu, log }: Pick<TrainingHost, 'openGpu' | 'log'>
): InstanceGpu | undefined {
	if (!WITH_GPU.test(instanceType)) return undefined;
	let opened: Promise<Gpu | null> | null = null;
	const open = async (): Promise<Gpu | null> => {
		const gpu = (await openGpu?.()) ?? null;
		const there = gpu ? `it is ${gpu.name}` : 'there is none here, so the processor computes';
		log(`INFO: ${instanceType} has a GPU; ${there}`);
		return gpu;
	};
	return {
		open: () => (opened ??= open()),
		async close() {
			(await opened)?.close();
		}
	};
}
