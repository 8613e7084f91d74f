/**
 * Dollars, of us-east-1: docs/costs.md, which says where they come from. Other regions differ; of standard and FIFO
 * queues the dearer is taken. `test/labs/prices.test.ts` compares both.
 */
export const PRICES = {
  sqsRequest: 0.5 / 1_000_000,
  snsRequest: 0.5 / 1_000_000,
  s3Request: 0.005 / 1_000,
  kmsRequest: 0.03 / 10_000,
  invocation: 0.2 / 1_000_000,
  gigabyteSecond: 0.000_016_666_7,
  logGigabyte: 0.5,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  keyMonth: 1,
} as const;

export const HOURS_OF_A_MONTH = 730;
