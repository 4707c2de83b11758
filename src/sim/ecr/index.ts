export { ecr } from './service.ts';
