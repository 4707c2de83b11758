import { PlatformError } from '#base/errors.ts';

/** How hosts call a disk, or a browser's share of it, that has no more room. */
const FULL = ['ENOSPC', 'EDQUOT', 'QuotaExceededError'];

/** A failure of a host's files in the family's words. */
export function storageError(cause: unknown): PlatformError {
	if (cause instanceof PlatformError) return cause;
	const { code, name } = (cause ?? {}) as { readonly code?: unknown; readonly name?: unknown };
	if (FULL.includes(String(code)) || FULL.includes(String(name))) {
		return new PlatformError('StorageFull', 'There is no more room to store data.', {
			cause,
			hint: 'Delete objects you no longer need from S3, or free disk space.'
		});
	}
	return new PlatformError('StorageFailed', `The change could not be stored: ${String(cause)}.`, { cause });
}
