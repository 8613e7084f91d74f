import type { MathFunction } from '../scope';
import { AGGREGATES } from './aggregates';
import { ARRAYS } from './arrays';
import { CALENDAR } from './calendar';
import { DIFFERENCES } from './differences';
import { EACH_VALUE } from './each-value';
import { fill } from './fill';
import { ifFunction } from './if';
import { METRICS } from './metrics';

/** "Functions supported for metric math", Amazon CloudWatch User Guide: those that calculate with what they are given. */
export const FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map(
  Object.entries({
    ...EACH_VALUE,
    ...AGGREGATES,
    ...DIFFERENCES,
    ...CALENDAR,
    ...ARRAYS,
    ...METRICS,
    FILL: fill,
    IF: ifFunction,
  }),
);

/** Those that ask another part of AWS. */
export const NOT_OFFERED: ReadonlySet<string> = new Set([
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SEARCH',
  'SERVICE_QUOTA',
]);
