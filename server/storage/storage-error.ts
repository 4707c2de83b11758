import { PlatformError } from '#base/errors.ts';

/** A failure of the file system in the family's words. */
export function storageError(cause: unknown): PlatformError {
	if (cause instanceof PlatformError) return cause;
	const code = (cause as NodeJS.ErrnoException | null)?.code;
	if (code === 'ENOSPC' || code === 'EDQUOT') {
		return new PlatformError('StorageFull', 'There is no more room on the disk.', {
			cause,
			hint: 'Delete objects you no longer need from S3, or free disk space.'
		});
	}
	return new PlatformError('StorageFailed', `The folder could not store the change: ${String(cause)}.`, {
		cause
	});
}
