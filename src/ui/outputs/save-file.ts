/** Gives the reader a file to keep. */
export function saveFile(parts: readonly BlobPart[], type: string, name: string): void {
	const url = URL.createObjectURL(new Blob([...parts], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser has taken hold of the bytes by the next task.
	setTimeout(() => URL.revokeObjectURL(url), 1000);
}
