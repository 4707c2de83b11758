import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeMessage, type Messages } from '#ui/text/message.ts';

const FOLDER = 'src/ui/text/languages';
const languages = readdirSync(FOLDER).map((name) => name.replace('.json', ''));
const read = (language: string): Messages =>
	JSON.parse(readFileSync(`${FOLDER}/${language}.json`, 'utf8')) as Messages;
const english = read('en');

/** The names of the places in a message, without those of plural branches. */
function placesOf(message: string): string[] {
	return [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name ?? '').sort();
}

describe('the languages', () => {
	it('are English and at least one more', () => {
		expect(languages).toContain('en');
		expect(languages.length).toBeGreaterThan(1);
	});

	it.each(languages)('%s has every message and no other', (language) => {
		expect(Object.keys(read(language)).sort()).toEqual(Object.keys(english).sort());
	});

	it.each(languages)('%s fills the same places as English, in valid ICU syntax', (language) => {
		for (const [key, message] of Object.entries(read(language))) {
			expect([...new Set(placesOf(message))], key).toEqual([...new Set(placesOf(english[key] ?? ''))]);
			const values = Object.fromEntries(placesOf(message).map((place) => [place, 2]));
			expect(writeMessage(message, language, values), key).not.toBe('');
		}
	});
});

describe('writeMessage', () => {
	it('chooses the plural form of the language', () => {
		const pattern = '{count, plural, one {# Zelle} other {# Zellen}}';
		expect(writeMessage(pattern, 'de', { count: 1 })).toBe('1 Zelle');
		expect(writeMessage(pattern, 'de', { count: 1200 })).toBe('1.200 Zellen');
	});

	it('leaves markup as it is', () => {
		expect(writeMessage('<b>{name}</b>', 'en', { name: '<i>' })).toBe('<b><i></b>');
	});

	it('refuses a message whose value is missing', () => {
		expect(() => writeMessage('Cell {number}', 'en')).toThrow('number');
	});
});
