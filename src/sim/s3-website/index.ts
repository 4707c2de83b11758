export { servePage } from './serve.ts';
export { pageOf } from './site.ts';
