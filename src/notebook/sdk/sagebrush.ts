/** What a cell gets for 'sagebrush': what a notebook needs and AWS has not. */
export { files, type CsvRecord } from './files.ts';
export { trainTestSplit, type Split, type SplitOptions } from '#ml/data/split.ts';
