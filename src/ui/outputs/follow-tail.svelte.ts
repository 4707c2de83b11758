import type { Attachment } from 'svelte/attachments';

/**
 * Keeps a scrolling element at its end while `content` changes, unless the reader has scrolled up; says whether there
 * is more than fits.
 */
export function followTail(
	content: () => unknown,
	onOverflow: (overflows: boolean) => void = () => undefined
): Attachment<HTMLElement> {
	return (element) => {
		let isAtEnd = true;
		const look = (): void => {
			isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
		};
		element.addEventListener('scroll', look, { passive: true });
		$effect(() => {
			content();
			onOverflow(element.scrollHeight > element.clientHeight + 1);
			if (isAtEnd) element.scrollTop = element.scrollHeight;
		});
		return () => element.removeEventListener('scroll', look);
	};
}
