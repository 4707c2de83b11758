let frame: HTMLIFrameElement | null = null;

/**
 * Prints a page of its own in a frame in which nothing can run. The frame stays until the next one: browsers do not say
 * reliably when they have done with it.
 */
export function printPage(html: string): Promise<void> {
	frame?.remove();
	const page = document.createElement('iframe');
	frame = page;
	page.setAttribute('sandbox', 'allow-same-origin allow-modals');
	page.className = 'print-page';
	page.tabIndex = -1;
	page.setAttribute('aria-hidden', 'true');
	page.style.cssText = 'position:fixed;inset:0 auto auto -10000px;width:800px;height:600px;border:0';
	return new Promise((resolve) => {
		page.addEventListener('load', () => {
			page.contentWindow?.focus();
			page.contentWindow?.print();
			resolve();
		});
		page.srcdoc = html;
		document.body.append(page);
	});
}
