export { RUNTIME_TABLES, storedBodies } from './async/async-record.ts';
export { resumeQueues } from './async/queue.ts';
export { runtime } from './service.ts';
