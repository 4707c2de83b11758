export { apigatewayv2 } from './service.ts';
export { APIGATEWAYV2_TABLES } from './tables.ts';
