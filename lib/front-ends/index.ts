export { JobEndpoint } from './job-endpoint';
export type { JobEndpointProps, JobThrottling } from './job-endpoint-props';
