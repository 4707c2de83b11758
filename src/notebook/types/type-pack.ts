/** Declaration files that travel together, by their absolute virtual paths. */
export interface TypePack {
	readonly files: Readonly<Record<string, string>>;
}

/** Where the declarations of a module begin, and the packs that hold them. */
export interface TypedModule {
	readonly entry: string;
	readonly packs: readonly string[];
}

/** What is in the packs: small, and known before any of them is read. */
export interface TypeIndex {
	/** By the specifier that a cell writes. */
	readonly modules: Readonly<Record<string, TypedModule>>;
	/** File behind each specifier by which one package mentions another. */
	readonly packages: Readonly<Record<string, string>>;
}

export interface TypePacks {
	readonly index: TypeIndex;
	/** By name; `globals` holds the language and what every cell has. */
	readonly packs: Readonly<Record<string, TypePack>>;
}
