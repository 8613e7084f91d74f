import { HOURS_OF_A_MONTH, PRICES } from './prices';
import type { Rehearsal } from './rehearsal';

/** In dollars, the most that it costs. */
export interface Estimate {
  readonly run: number;
  /** For each hour that the resources stay afterwards. */
  readonly hour: number;
  /** What follows from the rehearsal, a line each. */
  readonly assumptions: readonly string[];
  /** Types of resources whose price is not known here. */
  readonly unpriced: readonly string[];
}

/** An account answers later and more often with nothing, so more is asked. */
const MARGIN = 2;
/** Of log, for each run of a function. */
const LOG_GIGABYTES = 10 / 1_000_000;
/** "Event source mappings": five pollers, each with a request in 20 seconds while nothing comes. */
const POLLER_REQUESTS_AN_HOUR = 5 * 180;

const HOURLY: Readonly<Record<string, number>> = {
  'AWS::CloudWatch::Alarm': PRICES.alarmMonth / HOURS_OF_A_MONTH,
  'AWS::CloudWatch::Dashboard': PRICES.dashboardMonth / HOURS_OF_A_MONTH,
  'AWS::KMS::Key': PRICES.keyMonth / HOURS_OF_A_MONTH,
  'AWS::Lambda::EventSourceMapping': POLLER_REQUESTS_AN_HOUR * PRICES.sqsRequest,
};

/** They cost nothing by being there. */
const FREE = new Set([
  'AWS::CDK::Metadata',
  'AWS::Events::Rule',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicInlinePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]);

/** An upper bound, from what the same story took on the local cloud. */
export function estimate({ seconds, requests, resources, gigabyteSeconds }: Rehearsal): Estimate {
  const of = (service: string): number => MARGIN * (requests[service] ?? 0);
  const hour = resources.reduce((sum, type) => sum + (HOURLY[type] ?? 0), 0);
  const encrypted = resources.includes('AWS::KMS::Key');
  const keyUses = of('kms') + (encrypted ? of('sqs') + of('sns') + of('s3') : 0);
  const run =
    of('sqs') * PRICES.sqsRequest +
    of('sns') * PRICES.snsRequest +
    of('s3') * PRICES.s3Request +
    keyUses * PRICES.kmsRequest +
    of('invocation') *
      (PRICES.invocation + gigabyteSeconds * PRICES.gigabyteSecond + LOG_GIGABYTES * PRICES.logGigabyte) +
    (hour * seconds) / 3_600;
  const counted = ['sqs', 'sns', 's3', 'kms']
    .filter((service) => of(service) > 0)
    .map((service) => `${of(service)} requests to ${service.toUpperCase()}`);
  const assumptions = [
    ...(counted.length > 0 ? [`${counted.join(', ')}, of up to 64 KB each: twice what the local cloud counted`] : []),
    ...(of('invocation') > 0
      ? [`${of('invocation')} runs of functions, each until its timeout, with 10 KB of log`]
      : []),
    'prices of us-east-1 without the free tier: docs/costs.md',
  ];
  const unpriced = [...new Set(resources.filter((type) => HOURLY[type] === undefined && !FREE.has(type)))];
  return { run, hour, assumptions, unpriced };
}

/** Rounded up, so that it stays an upper bound. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  const cents = Math.ceil(amount * 100 - 1e-9);
  return cents <= 1 && amount < 0.01 ? 'less than $0.01' : `$${(cents / 100).toFixed(2)}`;
}
