import { PlatformError } from '#base/errors.ts';

const LOCK = 'sagebrush-region';
/** A page that is being reloaded needs a moment to let go. */
const PATIENCE_MS = 1500;

/**
 * Makes sure that one tab alone runs the region: two would overwrite each other's account. Resolves true when this one
 * holds it; false when another tab does and `takeOver` is false. `onLost` runs when another tab takes over.
 * Where the browser has no locks (plain http on another host), it holds at once.
 */
export async function holdRegionLock(
	takeOver: boolean,
	onLost: (reason: PlatformError) => void
): Promise<boolean> {
	if (!('locks' in navigator)) return true;
	if (takeOver) return request({ steal: true }, onLost);
	// A lock that nobody holds is had however long the browser takes to say so: only one that is held is waited for.
	return (
		(await request({ ifAvailable: true }, onLost)) ||
		request({ signal: AbortSignal.timeout(PATIENCE_MS) }, onLost)
	);
}

/** Resolves whether the lock is held; then it is for as long as this worker lives, or until it is stolen. */
function request(options: LockOptions, onLost: (reason: PlatformError) => void): Promise<boolean> {
	return new Promise((resolve) => {
		let isMine = false;
		const hold = async (lock: Lock | null): Promise<void> => {
			resolve((isMine = lock !== null));
			if (isMine) await new Promise(() => {});
		};
		navigator.locks.request(LOCK, options, hold).catch((cause: unknown) => {
			if (!isMine) resolve(false);
			else onLost(new PlatformError('RegionTakenOver', 'Another tab took this account over.', { cause }));
		});
	});
}
