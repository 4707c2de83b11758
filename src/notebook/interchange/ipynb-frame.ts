import type { Json, JsonObject } from '../document/notebook-document.ts';
import { membersOf, skipSpace } from './json-spans.ts';
import { isJsonObject, isSameJson, writeJson } from './write-json.ts';
import { spliceJson } from './splice-json.ts';

const MINOR = 5;

/**
 * The text of a notebook file around `count` cells, as Jupyter writes it: what stands before the first cell, between
 * each two, and behind the last.
 */
export function writeFrame(metadata: JsonObject, count: number): string[] {
	const end = `"metadata": ${writeJson(metadata, 1)},\n "nbformat": 4,\n "nbformat_minor": ${MINOR}\n}\n`;
	if (count === 0) return [`{\n "cells": [],\n ${end}`];
	return ['{\n "cells": [\n  ', ...Array<string>(count - 1).fill(',\n  '), `\n ],\n ${end}`];
}

/**
 * The text that a file had around its cells, fitted to the cells and metadata of now. Null where that cannot be told,
 * since the text is none of a notebook.
 */
export function fitFrame(frame: readonly string[], metadata: JsonObject, count: number): string[] | null {
	const before = frame.length - 1;
	// Where there was no cell, or is none any more, the brackets' inside is not told from the rest.
	if (before < 0 || (before === 0) !== (count === 0)) return null;
	const around = patchRoot(frame, before, metadata);
	if (!around || count === before) return around;
	const between = before > 1 ? around[1]! : betweenOf(around[0]!);
	return [around[0]!, ...Array<string>(count - 1).fill(between), around.at(-1)!];
}

/** The frame with the metadata and version of now; every cell is a `0` meanwhile. */
function patchRoot(frame: readonly string[], count: number, metadata: JsonObject): string[] | null {
	const text = frame.join('0');
	const root = readRoot(text);
	if (!root || !Array.isArray(root['cells']) || root['cells'].length !== count) return null;
	const start = skipSpace(text, 0);
	const changes: Record<string, Json> = {};
	if (!isJsonObject(root['metadata']) || !isSameJson(root['metadata'], metadata))
		changes['metadata'] = metadata;
	if (root['nbformat'] !== 4) changes['nbformat'] = 4;
	if (!isMinor(root['nbformat_minor'])) changes['nbformat_minor'] = MINOR;
	const patched = text.slice(0, start) + spliceJson(text.slice(start), changes, 0);
	return cutAtCells(patched);
}

function isMinor(value: Json | undefined): boolean {
	return typeof value === 'number' && Number.isInteger(value) && value >= MINOR;
}

function cutAtCells(text: string): string[] {
	const { from, to } = membersOf(text, skipSpace(text, 0)).findLast(({ key }) => key === 'cells')!;
	const inside = text.slice(from, to).split('0');
	inside[0] = text.slice(0, from) + inside[0]!;
	inside[inside.length - 1] += text.slice(to);
	return inside;
}

function readRoot(text: string): JsonObject | null {
	try {
		const root: unknown = JSON.parse(text);
		return isJsonObject(root) ? root : null;
	} catch {
		return null;
	}
}

/** Of a file with one cell: a comma, and the white space that stood before the cell. */
function betweenOf(head: string): string {
	return `,${/\s*$/.exec(head)![0]}`;
}
