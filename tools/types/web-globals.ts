/**
 * The part of the browser's own declarations that a cell really has. A kernel is a worker in a sandbox without a network,
 * so there is no fetch, no WebSocket, no document and no storage.
 */
export const WEB_ROOTS: readonly string[] = [
	'AbortController AbortSignal Blob ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy CustomEvent',
	'DOMException DecompressionStream Event EventTarget File FileReader ImageData MessageChannel MessagePort ReadableStream',
	'TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream URL URLSearchParams WritableStream',
	'OffscreenCanvas OffscreenCanvasRenderingContext2D Path2D atob btoa clearInterval clearTimeout console',
	'createImageBitmap crypto performance queueMicrotask reportError setInterval setTimeout structuredClone'
].flatMap((names) => names.split(' '));

/** Named by those, and not there or beside the point: types without members. */
export const WEB_CUT: ReadonlySet<string> = new Set(
	[
		'GPUCanvasContext ImageBitmapRenderingContext WebGL2RenderingContext WebGLRenderingContext WebAssembly Window',
		'ServiceWorker ServiceWorkerContainer WorkerGlobalScope DedicatedWorkerGlobalScope MediaSource VideoFrame RTCDataChannel',
		'MediaSourceHandle VideoColorSpace AudioData FontFace FontFaceSet'
	].flatMap((names) => names.split(' '))
);

/** What charts and the AWS clients mention of a page: names to hold, nothing to call. */
export const PAGE_STAND_INS = `
interface Node { readonly nodeName: string; }
interface Element extends Node { readonly outerHTML: string; }
interface HTMLElement extends Element {}
interface HTMLSpanElement extends HTMLElement {}
interface HTMLFormElement extends HTMLElement {}
interface HTMLInputElement extends HTMLElement {}
interface SVGElement extends Element {}
interface SVGSVGElement extends SVGElement {}
interface SVGGElement extends SVGElement {}
interface Document {}
interface CSSStyleDeclaration { [property: string]: string; }
interface Request {}
interface Response {}
interface Headers {}
type RequestInit = object;
`;
