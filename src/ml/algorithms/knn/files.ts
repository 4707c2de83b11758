import type { ModelFiles } from '#ml/algorithm.ts';
import { BytesReader } from '#ml/data/bytes-reader.ts';
import { badModel } from './bad-model.ts';
import { BytesWriter } from './bytes-writer.ts';
import { readFaiss } from './faiss-read.ts';
import { writeFaiss } from './faiss-write.ts';
import { FlatIndex } from './flat-index.ts';
import { IvfIndex } from './ivf-index.ts';
import { KnnModel } from './model.ts';
import type { SearchIndex } from './search-index.ts';
import { readSettings, writeSettings } from './settings.ts';
import { SparseIndex } from './sparse-index.ts';
import { isSparseFile, readSparse, writeSparse } from './sparse-file.ts';

const INDEX = 'model_algo-1';
const LABELS = 'model_algo-1.labels';
const SETTINGS = 'model_algo-1.json';

/** The three files of a model, by AWS's names. */
export function writeFiles({ settings, index, labels }: KnnModel): ModelFiles {
	const to = new BytesWriter();
	to.floats(labels);
	return { [INDEX]: indexBytes(index), [LABELS]: to.take(), [SETTINGS]: writeSettings(settings) };
}

function indexBytes(index: SearchIndex): Uint8Array {
	if (index instanceof SparseIndex) return writeSparse(index);
	if (index instanceof FlatIndex || index instanceof IvfIndex) return writeFaiss(index);
	throw new Error('An index of this kind has no file.');
}

/**
 * Reads them back. What the settings say of `nprobe` holds, whatever the index says.
 * @throws UserError `BadModel`
 */
export function readFiles(files: ModelFiles): KnnModel {
	const [bytes, labelBytes, settingsBytes] = [INDEX, LABELS, SETTINGS].map((name) => {
		const file = files[name];
		if (!file) throw badModel(`there is no file '${name}' in the archive`);
		return file;
	});
	const settings = readSettings(settingsBytes!);
	const index = isSparseFile(bytes!) ? readSparse(bytes!) : readFaiss(bytes!);
	const labels = new BytesReader(labelBytes!, badModel).floats(Math.floor(labelBytes!.length / 4));
	if (labels.length !== index.count) {
		throw badModel(`it has ${labels.length} labels for the ${index.count} rows of its index`);
	}
	const width = settings.projection?.target ?? settings.features;
	if (index.count === 0 || index.dimension < width) throw badModel('its index does not fit feature_dim');
	return new KnnModel(settings, withProbes(index, settings.probes), labels);
}

function withProbes(index: SearchIndex, probes: number | null): SearchIndex {
	if (!(index instanceof IvfIndex) || probes === null) return index;
	return new IvfIndex(index.centres, index.lists, index.store, probes);
}
