import { followLanguage } from '../format/locale.ts';
import en from './languages/en.json';
import { writeMessage, type Messages, type MessageValues } from './message.ts';

/** Every message has a key in `languages/en.json`; a further language is one more file beside it. */
export type MessageKey = keyof typeof en;

const FILES = import.meta.glob<Messages>(['./languages/*.json', '!./languages/en.json'], {
	import: 'default'
});
const STORED = 'sagebrush-language';
const english: Messages = en;

/** The languages that there are, as BCP 47 tags. */
export const LANGUAGES: readonly string[] = [
	'en',
	...Object.keys(FILES).map((path) => path.slice('./languages/'.length, -'.json'.length))
];

let chosen = $state.raw({ language: 'en', messages: english });
followLanguage(() => chosen.language);

/** The language in which the page is written now. */
export function language(): string {
	return chosen.language;
}

/**
 * A text of the page in the chosen language; English where that language lacks the key. Reactive: a template or a
 * `$derived` that calls it is written anew when the language changes.
 */
export function t(key: MessageKey, values?: MessageValues): string {
	const own = chosen.messages[key];
	return own === undefined
		? writeMessage(english[key] ?? key, 'en', values)
		: writeMessage(own, chosen.language, values);
}

/**
 * Loads a language and writes the page in it; one that there is not, or that cannot be had, becomes English. Keeps the
 * choice.
 */
export async function chooseLanguage(tag: string): Promise<void> {
	await use(tag);
	try {
		localStorage.setItem(STORED, chosen.language);
	} catch {
		// A browser that keeps nothing for us asks again next time.
	}
}

/** The learner's choice, else the first of the browser's languages that there is, else English. */
export async function startLanguage(): Promise<void> {
	await use(storedLanguage() ?? preferredLanguage());
}

async function use(tag: string): Promise<void> {
	const load = FILES[`./languages/${tag}.json`];
	const messages = await load?.().catch(() => undefined);
	chosen = messages ? { language: tag, messages } : { language: 'en', messages: english };
	document.documentElement.lang = chosen.language;
}

function storedLanguage(): string | null {
	try {
		return localStorage.getItem(STORED);
	} catch {
		return null;
	}
}

function preferredLanguage(): string {
	const tags = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
	return tags.find((tag) => LANGUAGES.includes(tag)) ?? 'en';
}
