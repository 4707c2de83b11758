interface Proxied {
	readonly target: object;
	readonly handler: object;
}

const made = new WeakMap<object, Proxied>();

/** What a proxy stands for; null for what is none, and for proxies that were made before {@link rememberProxies}. */
export function targetOf(value: object): Proxied | null {
	return made.get(value) ?? null;
}

/**
 * The `Proxy` to give to cells: the language keeps proxies indistinguishable from their targets, so those that are made
 * are written down, and looking at one calls none of its traps.
 */
export function rememberProxies(Real: ProxyConstructor): ProxyConstructor {
	const remember = <T extends object>(proxy: T, target: object, handler: object): T => {
		made.set(proxy, { target, handler });
		return proxy;
	};
	return new Real(Real, {
		construct: (_, [target, handler]: [object, ProxyHandler<object>]) =>
			remember(new Real(target, handler), target, handler),
		get: (_, key, receiver) =>
			key === 'revocable'
				? (target: object, handler: ProxyHandler<object>) => {
						const pair = Real.revocable(target, handler);
						return { proxy: remember(pair.proxy, target, handler), revoke: pair.revoke };
					}
				: (Reflect.get(Real, key, receiver) as unknown)
	});
}
