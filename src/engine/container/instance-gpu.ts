import type { Gpu } from '#ml/gpu/gpu.ts';

/** The graphics processor of one job, or of one serving container. */
export interface InstanceGpu {
	/** The same for all who ask. */
	open(): Promise<Gpu | null>;
	close(): Promise<void>;
}

/** Where an instance gets it from, and who hears of it. */
export interface GpuSource {
	/** Opens this machine's graphics processor; null where there is none. */
	readonly openGpu?: () => Promise<Gpu | null>;
	/** Hears each line that the container writes, without its line end. */
	readonly log: (line: string) => void;
}

/** Families of instances with graphics processors: p2, p3, p4d, g4dn, g5 … */
const WITH_GPU = /^ml\.[pg]\d/;

/**
 * What an instance type has: undefined on types without a graphics processor, as on AWS. The machine is asked
 * for it once an algorithm wants it, and the log says where it has none.
 */
export function instanceGpu(instanceType: string, { openGpu, log }: GpuSource): InstanceGpu | undefined {
	if (!WITH_GPU.test(instanceType)) return undefined;
	let opened: Promise<Gpu | null> | null = null;
	const open = async (): Promise<Gpu | null> => {
		try {
			const gpu = (await openGpu?.()) ?? null;
			const there = gpu ? `it is ${gpu.name}` : 'there is none here, so the processor computes';
			log(`INFO: ${instanceType} has a GPU; ${there}`);
			return gpu;
		} catch (error) {
			const reason = (error as Error).message;
			log(`WARNING: ${instanceType} has a GPU, and it did not open (${reason}); the processor computes`);
			return null;
		}
	};
	return {
		open: () => (opened ??= open()),
		async close() {
			(await opened)?.close();
		}
	};
}
