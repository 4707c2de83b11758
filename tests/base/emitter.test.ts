import { describe, expect, it } from 'vitest';
import { Emitter } from '#base/emitter.ts';

describe('Emitter', () => {
	it('tells listeners in the order they came, and not after they left', () => {
		const emitter = new Emitter<number>();
		const heard: string[] = [];
		const leave = emitter.on((n) => heard.push(`a${n}`));
		emitter.on((n) => heard.push(`b${n}`));
		emitter.emit(1);
		leave();
		emitter.emit(2);
		expect(heard).toEqual(['a1', 'b1', 'b2']);
	});

	it('lets the others hear when one throws, and passes the error on', () => {
		const emitter = new Emitter<null>();
		const heard: string[] = [];
		emitter.on(() => {
			throw new Error('deaf');
		});
		emitter.on(() => heard.push('b'));
		expect(() => emitter.emit(null)).toThrow('deaf');
		expect(heard).toEqual(['b']);
	});
});
