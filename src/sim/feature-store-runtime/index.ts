export { featureStoreRuntime } from './service.ts';
