import { Duration } from 'aws-cdk-lib';

/** What a work queue is without any props. The reasons stand at the props. */
export const DEFAULTS = {
  maxReceiveCount: 5,
  retentionPeriod: Duration.days(4),
  deadLetterRetentionPeriod: Duration.days(14),
  receiveMessageWaitTime: Duration.seconds(20),
} as const;
