/**
 * Milliseconds of the processor that some work took in this process, as far as it has come when it returns. Unlike the
 * clock's, they do not grow when other programs have the processor.
 */
export async function processorMs(work: () => unknown): Promise<number> {
	const start = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}
