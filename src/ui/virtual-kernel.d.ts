/** Where the build has put the kernel; made by tools/kernel-plugin.ts. */
declare module 'virtual:sagebrush-kernel' {
	/** The page that the sandbox loads. */
	export const frameUrl: string;
	/** Source text of the kernel's worker. */
	export const workerUrl: string;
	/** Script of the worker that counts what comes out of a kernel. */
	export const gateUrl: string;
	/** Source text of the worker that runs a learner's programs. */
	export const programUrl: string;
	/** Source text of each importable module by its specifier, and of their chunks by their relative names. */
	export const moduleUrls: Readonly<Record<string, string>>;
}
