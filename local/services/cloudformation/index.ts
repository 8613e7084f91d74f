export { createCloudFormationApi } from './create-cloudformation-api';
