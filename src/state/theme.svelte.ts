export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'sagebrush.theme';

/** Light or dark: as the system says, or as the learner chose; the choice is remembered in this browser. */
export class ThemeState {
	#choice = $state.raw<ThemeChoice>('system');
	#isSystemDark = $state.raw(false);
	readonly #media: MediaQueryList;
	readonly #listen = (event: MediaQueryListEvent): void => {
		this.#isSystemDark = event.matches;
	};

	constructor() {
		this.#media = matchMedia('(prefers-color-scheme: dark)');
		this.#isSystemDark = this.#media.matches;
		this.#media.addEventListener('change', this.#listen);
		this.#choice = readChoice();
		this.#show();
	}

	get choice(): ThemeChoice {
		return this.#choice;
	}

	get isDark(): boolean {
		return this.#choice === 'system' ? this.#isSystemDark : this.#choice === 'dark';
	}

	choose(choice: ThemeChoice): void {
		this.#choice = choice;
		try {
			localStorage.setItem(KEY, choice);
		} catch {
			// Storage may be forbidden; then the choice holds until the page is left.
		}
		this.#show();
	}

	toggle(): void {
		this.choose(this.isDark ? 'light' : 'dark');
	}

	close(): void {
		this.#media.removeEventListener('change', this.#listen);
	}

	#show(): void {
		if (this.#choice === 'system') delete document.documentElement.dataset['theme'];
		else document.documentElement.dataset['theme'] = this.#choice;
	}
}

function readChoice(): ThemeChoice {
	try {
		const stored = localStorage.getItem(KEY);
		return stored === 'light' || stored === 'dark' ? stored : 'system';
	} catch {
		return 'system';
	}
}
