/** What a reader takes at most. Everything that comes from outside is measured before it is unfolded. */
export const LIMITS = {
	/** Bytes of one notebook file. */
	fileBytes: 64_000_000,
	/** Bytes of a lesson or script, which hold no outputs. */
	scriptBytes: 8_000_000,
	/** Bytes of an archive, and of all that is in it once unfolded. */
	archiveBytes: 256_000_000,
	/** Files in an archive. */
	archiveEntries: 20_000,
	/** Cells of one notebook. */
	cells: 20_000,
	/** Objects and lists inside one another. */
	depth: 200,
	/** Characters of a link that we make: longer ones are cut by mail programs and chats, or refused by servers. */
	linkCharacters: 64_000,
	/** Characters of a link that we read. */
	readLinkCharacters: 2_000_000,
	/** Bytes of the notebook in a link once unfolded. */
	linkBytes: 8_000_000
} as const;
