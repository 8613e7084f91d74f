import type { Limit } from './limit';

// "Quotas for configuring and running an HTTP API", Amazon API Gateway Developer Guide.

/** The largest request. */
export const HTTP_API_PAYLOAD: Limit = { min: 0, max: 10 * 1024 * 1024, unit: 'bytes' };

/** What a JSON path in a parameter mapping sees of the body. */
export const MAPPED_BODY: Limit = { min: 0, max: 100 * 1024, unit: 'bytes' };

/** Requests at once, in an account and region, unless the quota is raised: what a rate without a burst is limited by. */
export const ACCOUNT_BURST = 5_000;

/** Requests a second, in an account and region, unless the quota is raised. */
export const ACCOUNT_RATE = 10_000;
