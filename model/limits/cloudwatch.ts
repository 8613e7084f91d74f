// "PutMetricAlarm", Amazon CloudWatch API Reference.

/** What an alarm looks at, `Period` times `EvaluationPeriods`: one day, or seven with periods of an hour and longer. */
export const ALARM_WINDOW_SECONDS = { shortPeriods: 86_400, longPeriods: 604_800 } as const;

/** A period from which on an alarm may look at seven days. */
export const LONG_ALARM_PERIOD_SECONDS = 3_600;
