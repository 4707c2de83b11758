export { eventsOf } from './append.ts';
export { logs } from './service.ts';
export { logChunks, logGroups, logStreams } from './tables.ts';
export { createLogWriter, type LogWriter } from './writer.ts';
