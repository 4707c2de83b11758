export { restoreFirehose } from './restore.ts';
export { firehose } from './service.ts';
export { deliveryStreams, FIREHOSE_TABLES, firehoseBytes } from './tables.ts';
