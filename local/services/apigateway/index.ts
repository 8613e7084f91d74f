export type { ApiGateway } from './api-gateway-context';
export { createApiGateway } from './create-api-gateway';
