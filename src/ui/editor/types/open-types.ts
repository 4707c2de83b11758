import { startTypesWorker } from '#notebook/types/start-types-worker.ts';
import { TypesClient } from '#notebook/types/types-client.ts';

/** Starts the service that knows the declarations of this build. */
export async function openTypes(): Promise<TypesClient> {
	const { typeIndex, packUrls } = await import('virtual:sagebrush-types');
	return new TypesClient(startTypesWorker(), { index: typeIndex, packUrls });
}
