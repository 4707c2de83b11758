import type { Description, SignatureAnswer } from '#notebook/types/contract.ts';
import { highlighted } from '../highlight.ts';

/** A name's declaration and doc comment, as it stands in a tooltip. */
export function describeIn(box: HTMLElement, { signature, prose, tags }: Description): void {
	box.classList.add('type-doc');
	if (signature !== '') box.append(code(signature));
	appendProse(box, prose);
	for (const tag of tags) appendTag(box, tag);
}

/** A call with the parameter under the cursor in bold, and what is said of it. */
export function describeCall(box: HTMLElement, call: SignatureAnswer): void {
	box.classList.add('type-doc');
	const line = element('pre');
	line.append(call.before);
	call.parameters.forEach(({ text }, i) => {
		if (i > 0) line.append(call.between);
		line.append(i === call.active ? element('b', text) : text);
	});
	line.append(call.after);
	box.append(line);
	const parameter = call.parameters[call.active];
	if (parameter && parameter.prose !== '') appendProse(box, parameter.prose);
	appendProse(box, call.prose);
}

/** The same as one text, for those who hear it. */
export function plainDescription({ signature, prose }: Description): string {
	return prose === '' ? signature : `${signature}. ${prose}`;
}

function appendTag(box: HTMLElement, { name, text }: { readonly name: string; readonly text: string }): void {
	if (name === 'example') {
		box.append(code(text.replace(/^```\w*\n?|\n?```$/g, '')));
		return;
	}
	const paragraph = element('p');
	// The first word of such a tag is the name of the parameter.
	const [, word = '', rest = text] = name === 'param' ? (/^(\S+)\s+(.*)$/s.exec(text) ?? []) : [];
	if (word !== '') paragraph.append(element('code', word), ' ');
	else paragraph.append(element('span', `${name} `));
	appendInline(paragraph, rest);
	box.append(paragraph);
}

/** Paragraphs, lists, fences and code of a doc comment; other marks stay as they are written. */
function appendProse(box: HTMLElement, prose: string): void {
	for (const [i, part] of prose.split(/^```\w*$/m).entries()) {
		if (i % 2 === 1) box.append(code(part.trim()));
		else for (const block of part.split(/\n{2,}/)) appendBlock(box, block.trim());
	}
}

function appendBlock(box: HTMLElement, block: string): void {
	if (block === '') return;
	const items = block.split(/^- /m);
	if (items.length > 1) {
		const list = element('ul');
		if (items[0]!.trim() !== '') appendBlock(box, items[0]!.trim());
		for (const item of items.slice(1)) appendInline(list.appendChild(element('li')), item.trim());
		box.append(list);
		return;
	}
	const paragraph = element('p');
	appendInline(paragraph, block.replace(/\s+/g, ' '));
	box.append(paragraph);
}

function appendInline(parent: HTMLElement, text: string): void {
	for (const [i, part] of text.split('`').entries()) {
		if (part !== '') parent.append(i % 2 === 1 ? element('code', part) : part);
	}
}

function code(text: string): HTMLElement {
	const pre = element('pre');
	pre.append(highlighted(text));
	return pre;
}

function element(name: string, text = ''): HTMLElement {
	const made = document.createElement(name);
	made.textContent = text;
	return made;
}
