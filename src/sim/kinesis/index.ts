export { getRecords, getShardIterator } from './get-records.ts';
export { restoreKinesis } from './restore.ts';
export { openShardLog } from './shard-log.ts';
export { kinesis } from './service.ts';
export { KINESIS_TABLES, kinesisBytes, streams, type StreamRecord } from './tables.ts';
