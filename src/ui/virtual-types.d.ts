/** The declarations that the editor knows; made by tools/types-plugin.ts. */
declare module 'virtual:sagebrush-types' {
	import type { TypeIndex } from '#notebook/types/type-pack.ts';

	export const typeIndex: TypeIndex;
	/** Address of each pack. */
	export const packUrls: Readonly<Record<string, string>>;
}
