import { mount } from 'svelte';
import OfflineToast from './OfflineToast.svelte';
import { startOffline } from './offline.svelte.ts';

/** Makes the page work offline and shows what there is to say about it. The page calls this after it has loaded. */
export function beginOffline(): void {
	mount(OfflineToast, { target: document.body });
	void startOffline();
}
