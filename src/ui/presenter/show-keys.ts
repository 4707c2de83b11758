/** What a key means to a slide show. */
export type ShowAction = 'next' | 'back' | 'first' | 'last' | 'black' | 'run';

const KEYS: Readonly<Record<string, ShowAction>> = {
	' ': 'next',
	Enter: 'next',
	ArrowRight: 'next',
	ArrowDown: 'next',
	PageDown: 'next',
	ArrowLeft: 'back',
	ArrowUp: 'back',
	PageUp: 'back',
	Backspace: 'back',
	Home: 'first',
	End: 'last',
	b: 'black',
	'.': 'black'
};

/**
 * What a key press asks of the show; null where it asks nothing. Clickers send PageUp and PageDown, and a full stop or
 * `b` for the black screen. A control that has the focus keeps the keys with which it is used.
 */
export function actionOf(
	press: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
	isOnControl: boolean
): ShowAction | null {
	const { key, shiftKey, ctrlKey, metaKey, altKey } = press;
	if (key === 'Enter' && (shiftKey || ctrlKey || metaKey)) return 'run';
	if (ctrlKey || metaKey || altKey) return null;
	if (isOnControl && (key === ' ' || key === 'Enter')) return null;
	if (key === ' ' && shiftKey) return 'back';
	return KEYS[key] ?? null;
}
