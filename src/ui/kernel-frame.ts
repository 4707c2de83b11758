import { frameUrl, gateUrl, workerUrl } from 'virtual:sagebrush-kernel';
import { Emitter } from '#base/emitter.ts';
import { PlatformError } from '#base/errors.ts';
import type { FrameCommand, FrameMessage, KernelFrame } from '#notebook/kernel/kernel-frame.ts';
import { enclosureOf } from './kernel-enclosure.ts';

/** How long the sandbox may take to load, ms. */
const LOAD_TIMEOUT_MS = 20_000;

/**
 * Opens the sandbox of a kernel inside `container`: an invisible iframe of an opaque origin whose own policy allows
 * neither network nor storage. Rejects with a PlatformError `KernelNotLoaded` when it cannot be loaded.
 */
export function openKernelFrame(container: Element): Promise<KernelFrame> {
	return openSandboxFrame(container, workerUrl, 'Kernel');
}

/** Opens such a sandbox for the worker whose source is at `codeUrl`. */
export async function openSandboxFrame(
	container: Element,
	codeUrl: string,
	title: string
): Promise<KernelFrame> {
	const iframe = document.createElement('iframe');
	const enclosure = enclosureOf(frameUrl, fetchText);
	enclosure.prepare(iframe);
	// Shared memory, where the page itself may have it.
	iframe.allow = 'cross-origin-isolated';
	iframe.setAttribute('aria-hidden', 'true');
	iframe.tabIndex = -1;
	iframe.title = title;
	iframe.hidden = true;
	const loaded = untilLoaded(iframe);
	container.append(iframe);
	try {
		const [worker, gate] = await Promise.all([fetchText(codeUrl), fetchText(gateUrl), loaded]);
		const { port1, port2 } = new MessageChannel();
		await enclosure.start(iframe, { worker, gate }, port2);
		return controlled(iframe, port1);
	} catch (error) {
		iframe.remove();
		throw error;
	}
}

/**
 * Opens a first sandbox before a notebook asks for one: a browser takes its time over a process of its own. Returns what
 * opens sandboxes from then on, this one first.
 */
export function openKernelFrameEarly(container: Element): () => Promise<KernelFrame> {
	let early: Promise<KernelFrame> | null = openKernelFrame(container);
	// Whoever asks for it hears of the failure.
	early.catch(() => {});
	return () => {
		const frame = early ?? openKernelFrame(container);
		early = null;
		return frame;
	};
}

function untilLoaded(iframe: HTMLIFrameElement): Promise<void> {
	return new Promise((resolve, reject) => {
		const late = new PlatformError('KernelNotLoaded', 'The frame of the kernel did not load in time.');
		const timer = setTimeout(() => reject(late), LOAD_TIMEOUT_MS);
		iframe.addEventListener('load', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

async function fetchText(url: string): Promise<string> {
	const response = await fetch(url).catch((cause: unknown) => {
		throw new PlatformError('KernelNotLoaded', 'The kernel could not be loaded: the network failed.', {
			cause
		});
	});
	if (response.ok) return response.text();
	throw new PlatformError('KernelNotLoaded', `The kernel could not be loaded: status ${response.status}.`);
}

function controlled(iframe: HTMLIFrameElement, control: MessagePort): KernelFrame {
	const died = new Emitter<string>();
	const waiting = new Map<number, (alive: string) => void>();
	let nextId = 1;
	control.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
		if ('died' in data) return died.emit(data.died);
		waiting.get(data.id)?.(data.alive);
		waiting.delete(data.id);
	};
	const command = (name: FrameCommand['command'], ports: MessagePort[]): Promise<string> =>
		new Promise((resolve) => {
			const message: FrameCommand = { id: nextId++, command: name };
			waiting.set(message.id, resolve);
			control.postMessage(message, ports);
		});
	return {
		spawn: (kernel, wire) => command('spawn', [kernel, wire]),
		revoke: () => command('revoke', []),
		died,
		close: () => {
			control.close();
			iframe.remove();
		}
	};
}
