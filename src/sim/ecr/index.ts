export { repositories } from './registry.ts';
export { ecr } from './service.ts';
