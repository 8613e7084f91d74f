import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { MetricQueries } from './metric-query';
import type { MetricIdentity, Place } from './metric-store';
import type { StatisticName } from './statistics';

export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: { words: 'greater than or equal to', breaches: (a: number, b: number) => a >= b },
  GreaterThanThreshold: { words: 'greater than', breaches: (a: number, b: number) => a > b },
  LessThanThreshold: { words: 'less than', breaches: (a: number, b: number) => a < b },
  LessThanOrEqualToThreshold: { words: 'less than or equal to', breaches: (a: number, b: number) => a <= b },
} as const;
export type Comparison = keyof typeof COMPARISONS;

export const MISSING_DATA = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
export type MissingData = (typeof MISSING_DATA)[number];

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alarm looks at: a statistic of a metric, or one of a list of queries. */
export type Watched =
  | {
      readonly kind: 'metric';
      readonly metric: MetricIdentity;
      readonly statistic: StatisticName;
      readonly unit: string | undefined;
    }
  | {
      readonly kind: 'queries';
      /** As given. */
      readonly given: readonly MetricDataQuery[];
      readonly queries: MetricQueries;
      /** The one that returns data. */
      readonly id: string;
    };

/** What `PutMetricAlarm` sets. */
export interface AlarmConfiguration {
  readonly description: string | undefined;
  readonly actionsEnabled: boolean;
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  readonly watched: Watched;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  /** As given; all evaluation periods when it was not. */
  readonly datapointsToAlarm: number | undefined;
  readonly threshold: number;
  readonly comparison: Comparison;
  /** As given; `missing` when it was not. */
  readonly treatMissingData: MissingData | undefined;
}

export interface Alarm {
  readonly place: Place;
  readonly name: string;
  readonly arn: string;
  configuration: AlarmConfiguration;
  configurationUpdated: number;
  state: AlarmState;
  stateReason: string;
  stateReasonData: string | undefined;
  stateUpdated: number;
  /** When the state last became another one. */
  stateTransitioned: number;
  tags: Map<string, string>;
}
