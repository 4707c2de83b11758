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
	return new Promise((resolve) => {
		let mine = false;
		const hold = (): Promise<never> => {
			mine = true;
			resolve(true);
			// Held for as long as this worker lives.
			return new Promise(() => {});
		};
		const options: LockOptions = takeOver ? { steal: true } : { signal: AbortSignal.timeout(PATIENCE_MS) };
		navigator.locks.request(LOCK, options, hold).catch((cause: unknown) => {
			if (!mine) resolve(false);
			else onLost(new PlatformError('RegionTakenOver', 'Another tab took this account over.', { cause }));
		});
	});
}
