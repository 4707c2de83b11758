import type { Folder, OpenFile } from './folder.ts';

/** Bytes in a pack. */
export class PackedBytes {
	readonly pack: number;
	readonly sizeBytes: number;
	readonly start: number;

	constructor(pack: number, sizeBytes: number, start: number) {
		this.pack = pack;
		this.sizeBytes = sizeBytes;
		this.start = start;
	}
}

interface Pack {
	readonly file: OpenFile;
	/** Bytes in it that something names. */
	livingBytes: number;
	isSynced: boolean;
}

interface Told {
	readonly livingBytes: number;
	/** Up to where anything was ever named. */
	readonly end: number;
}

/** A pack that is longer takes nothing more in. */
const LONG_PACK_BYTES = 32 * 1024 * 1024;

/**
 * Small values one after another in a few files: a file of its own for each would cost a hundred times its writing. A pack
 * only grows; what nothing names any more is given back with the whole pack.
 */
export class Packs {
	readonly #folder: Folder;
	readonly #packs = new Map<number, Pack>();
	/** What is named in packs that are not open yet. */
	readonly #told = new Map<number, Told>();
	#current = 0;
	#turning: Promise<void> | null = null;

	constructor(folder: Folder) {
		this.#folder = folder;
	}

	/** Something names these bytes: told for all of them before {@link open}, and for each that is put later. */
	named({ pack, sizeBytes, start }: PackedBytes): void {
		const open = this.#packs.get(pack);
		if (open) open.livingBytes += sizeBytes;
		else this.#told.set(pack, this.#toldOf(pack, sizeBytes, start + sizeBytes));
	}

	/** Nothing names these bytes any more. */
	dropped({ pack, sizeBytes }: PackedBytes): void {
		const open = this.#packs.get(pack);
		if (open) open.livingBytes -= sizeBytes;
		else this.#told.set(pack, this.#toldOf(pack, -sizeBytes, 0));
	}

	/** Opens the packs that are there, and removes those of which nothing is named. */
	async open(): Promise<void> {
		let isCut = false;
		for (const name of await this.#folder.names('')) {
			const number = Number(/^pack-(\d+)\.bin$/.exec(name)?.[1] ?? NaN);
			if (Number.isNaN(number)) continue;
			this.#current = Math.max(this.#current, number);
			const { livingBytes, end } = this.#toldOf(number, 0, 0);
			if (livingBytes === 0) await this.#folder.remove(name);
			else isCut = (await this.#openPack(number, livingBytes)).file.sizeBytes < end || isCut;
		}
		this.#told.clear();
		// After a power failure a pack may be shorter than what is named in it: new bytes must not take that place.
		if (isCut) await this.turn();
	}

	/** Sees to it that the current pack has room; to be awaited before {@link put}. */
	async makeRoom(): Promise<void> {
		while (!this.#hasRoom()) await this.turn();
	}

	/** Begins a new pack, once for all who ask meanwhile. */
	turn(): Promise<void> {
		this.#turning ??= this.#turn().finally(() => (this.#turning = null));
		return this.#turning;
	}

	/** Writes bytes; they count once they are {@link named}. */
	put(bytes: Uint8Array): PackedBytes {
		const pack = this.#packs.get(this.#current)!;
		const start = pack.file.sizeBytes;
		pack.file.append(bytes);
		pack.isSynced = false;
		return new PackedBytes(this.#current, bytes.length, start);
	}

	/** Length of the current pack, to which {@link takeBack} can go back. */
	get mark(): number {
		return this.#packs.get(this.#current)?.file.sizeBytes ?? 0;
	}

	/** Takes away what was put since a mark and is not named. */
	takeBack(mark: number): void {
		this.#packs.get(this.#current)?.file.truncate(mark);
	}

	/** Undefined where the pack is not as long as it was. */
	read({ pack, start }: PackedBytes, from: number, to: number): Uint8Array | undefined {
		if (from === to) return new Uint8Array(0);
		const bytes = this.#packs.get(pack)?.file.read(start + from, to - from);
		return bytes?.length === to - from ? bytes : undefined;
	}

	/** Resolves when all that was put so far would survive a power failure. */
	async sync(): Promise<void> {
		for (const pack of this.#packs.values()) {
			if (pack.isSynced) continue;
			pack.isSynced = true;
			await pack.file.flush();
		}
	}

	/** Packs of which more is dead than alive; the current one is closed for new bytes if it is one of them. */
	async sparse(): Promise<ReadonlySet<number>> {
		const isSparse = (pack: Pack): boolean => pack.livingBytes * 2 < pack.file.sizeBytes;
		const current = this.#packs.get(this.#current);
		if (current && isSparse(current)) await this.turn();
		const found = [...this.#packs].filter(([number, pack]) => number !== this.#current && isSparse(pack));
		return new Set(found.map(([number]) => number));
	}

	/** Removes the packs of which nothing is named. */
	async removeEmpty(): Promise<void> {
		for (const [number, pack] of [...this.#packs]) {
			if (pack.livingBytes > 0 || number === this.#current) continue;
			this.#packs.delete(number);
			pack.file.close();
			await this.#folder.remove(packPath(number));
		}
	}

	close(): void {
		for (const { file } of this.#packs.values()) file.close();
		this.#packs.clear();
	}

	#hasRoom(): boolean {
		const current = this.#packs.get(this.#current);
		return current !== undefined && current.file.sizeBytes < LONG_PACK_BYTES;
	}

	async #turn(): Promise<void> {
		const number = this.#current + 1;
		await this.#openPack(number, 0, () => (this.#current = number));
	}

	#toldOf(number: number, moreBytes: number, end: number): Told {
		const before = this.#told.get(number) ?? { livingBytes: 0, end: 0 };
		return { livingBytes: before.livingBytes + moreBytes, end: Math.max(before.end, end) };
	}

	/** @param onOpen runs in the same breath in which the pack is there */
	async #openPack(number: number, livingBytes: number, onOpen: () => void = () => {}): Promise<Pack> {
		const file = await this.#folder.open(packPath(number));
		const pack: Pack = { file, livingBytes, isSynced: true };
		this.#packs.set(number, pack);
		onOpen();
		return pack;
	}
}

function packPath(number: number): string {
	return `pack-${number}.bin`;
}
