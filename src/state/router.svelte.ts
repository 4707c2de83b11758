import { parseRoute, type Route } from './route.ts';

/** The route of the page, from the hash of its address. */
export class RouterState {
	#route = $state.raw<Route>({ page: 'home' });
	readonly #read = (): void => {
		this.#route = parseRoute(location.hash);
	};

	constructor() {
		this.#read();
		addEventListener('hashchange', this.#read);
	}

	get route(): Route {
		return this.#route;
	}

	close(): void {
		removeEventListener('hashchange', this.#read);
	}
}
