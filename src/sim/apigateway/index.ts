export { deployedName } from './deployed-name.ts';
export { badRequest, conflict, limitExceeded, notFound } from './errors.ts';
export { newId, wholeSecond } from './new-id.ts';
export { apigateway } from './service.ts';
export { allIn, APIGATEWAY_TABLES, inApi } from './tables.ts';
export { checkTags } from './tags.ts';
