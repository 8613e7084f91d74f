import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue, missingParameter, notImplemented } from './errors';
import type { MetricIdentity } from './metric-store';
import { dimensionsOf } from './monitoring-context';
import { MAX_AHEAD_MS } from './series';
import { type StatisticSet, statisticOfValue } from './statistics';

const HOUR_MS = 3_600_000;

/** "PutMetricData" and "MetricDatum", CloudWatch API Reference. */
const MAX_DATA = 1_000;
const MAX_VALUES = 150;
const MAX_AGE_MS = 14 * 24 * HOUR_MS;

export interface ParsedDatum {
  readonly identity: MetricIdentity;
  readonly unit: string;
  readonly time: number;
  readonly sets: readonly StatisticSet[];
}

export function parseMetricData(input: PutMetricDataInput, now: number): readonly ParsedDatum[] {
  const { Namespace: namespace, MetricData: data = [] } = input;
  if (!namespace) throw missingParameter('Namespace');
  if (/^AWS\//i.test(namespace)) throw invalidValue(`The value ${namespace} for parameter Namespace is invalid.`);
  if (data.length === 0) throw missingParameter('MetricData');
  if (data.length > MAX_DATA) {
    throw invalidValue(`The collection MetricData must not have a size greater than ${MAX_DATA}.`);
  }
  return data.map((datum, index) => parseDatum(namespace, datum, `MetricData.member.${index + 1}`, now));
}

function parseDatum(namespace: string, datum: MetricDatum, member: string, now: number): ParsedDatum {
  if (!datum.MetricName) throw missingParameter(`${member}.MetricName`);
  if (datum.StorageResolution === 1) {
    throw notImplemented('PutMetricData', `high-resolution metrics ('StorageResolution' 1 of ${datum.MetricName})`);
  }
  if (datum.StorageResolution !== undefined && datum.StorageResolution !== 60) {
    throw invalidValue(`The parameter ${member}.StorageResolution must be 1 or 60, got ${datum.StorageResolution}.`);
  }
  const time = datum.Timestamp?.getTime() ?? now;
  if (!(time >= now - MAX_AGE_MS)) {
    throw invalidValue(`The parameter ${member}.Timestamp must specify a time within the past two weeks.`);
  }
  if (time > now + MAX_AHEAD_MS) {
    throw invalidValue(`The parameter ${member}.Timestamp must specify a time no more than two hours in the future.`);
  }
  return {
    identity: { namespace, name: datum.MetricName, dimensions: dimensionsOf(datum.Dimensions) },
    unit: datum.Unit ?? 'None',
    time,
    sets: valuesOf(datum, member),
  };
}

function valuesOf(datum: MetricDatum, member: string): readonly StatisticSet[] {
  const { Value: value, Values: values, Counts: counts, StatisticValues: statistics } = datum;
  const given = [value, values, statistics].filter((kind) => kind !== undefined);
  if (given.length !== 1) {
    throw invalidCombination(
      `The parameters ${member}.Value, ${member}.Values and ${member}.StatisticValues are mutually exclusive and you must specify one of them.`,
    );
  }
  if (value !== undefined) return [statisticOfValue(finite(value, `${member}.Value`))];
  if (statistics !== undefined) {
    const name = `${member}.StatisticValues`;
    return [
      {
        sum: finite(statistics.Sum, `${name}.Sum`),
        count: positive(statistics.SampleCount, `${name}.SampleCount`),
        min: finite(statistics.Minimum, `${name}.Minimum`),
        max: finite(statistics.Maximum, `${name}.Maximum`),
      },
    ];
  }
  const list = values ?? [];
  if (list.length === 0 || list.length > MAX_VALUES) {
    throw invalidValue(`The collection ${member}.Values must have 1 to ${MAX_VALUES} values, got ${list.length}.`);
  }
  if (counts !== undefined && counts.length !== list.length) {
    throw invalidCombination(`The parameters ${member}.Values and ${member}.Counts must have the same size.`);
  }
  return list.map((each, index) =>
    statisticOfValue(finite(each, `${member}.Values`), positive(counts?.[index] ?? 1, `${member}.Counts`)),
  );
}

function finite(value: number | undefined, name: string): number {
  if (value === undefined) throw missingParameter(name);
  if (!Number.isFinite(value)) throw invalidValue(`The value ${value} for parameter ${name} is invalid.`);
  return value;
}

function positive(value: number | undefined, name: string): number {
  const count = finite(value, name);
  if (count <= 0) throw invalidValue(`The value ${count} for parameter ${name} must be greater than 0.`);
  return count;
}
