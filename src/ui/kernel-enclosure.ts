/** How a kernel's sandbox gets into the page. */
export interface Enclosure {
	/** Sets up the iframe before it is put into the page. */
	prepare(iframe: HTMLIFrameElement): void;
	/** Hands the sandbox what it begins with, once the iframe has loaded. */
	start(iframe: HTMLIFrameElement, message: unknown, port: MessagePort): Promise<void>;
}

/**
 * The way into the sandbox at `frameUrl`: an iframe of an opaque origin, by its address. Where a service worker serves
 * this page it may have to do without a network, and service workers do not answer for opaque origins: there the same
 * sandbox is made from its text, inside the page's `sandbox.html`, from which it inherits a policy as strict as its own.
 */
export function enclosureOf(frameUrl: string, fetchText: (url: string) => Promise<string>): Enclosure {
	return navigator.serviceWorker?.controller ? byText(frameUrl, fetchText) : byAddress(frameUrl);
}

function byAddress(frameUrl: string): Enclosure {
	return {
		prepare(iframe) {
			iframe.setAttribute('sandbox', 'allow-scripts');
			iframe.src = frameUrl;
		},
		async start(iframe, message, port) {
			// An opaque origin has no name that could stand here; the message goes to this one window in any case.
			iframe.contentWindow!.postMessage(message, '*', [port]);
		}
	};
}

function byText(frameUrl: string, fetchText: (url: string) => Promise<string>): Enclosure {
	const text = fetchText(frameUrl);
	// A failure is told where the text is awaited.
	text.catch(() => {});
	return {
		prepare(iframe) {
			iframe.src = new URL('sandbox.html', document.baseURI).href;
		},
		async start(iframe, message, port) {
			iframe.contentWindow!.postMessage({ frame: await text, start: message }, location.origin, [port]);
		}
	};
}
