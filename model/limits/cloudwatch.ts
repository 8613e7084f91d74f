// "PutMetricAlarm", Amazon CloudWatch API Reference.

/** What an alarm looks at, `Period` times `EvaluationPeriods`: one day, or seven with periods of an hour and longer. */
export const ALARM_WINDOW_SECONDS = { shortPeriods: 86_400, longPeriods: 604_800 } as const;

/** A period from which on an alarm may look at seven days. */
export const LONG_ALARM_PERIOD_SECONDS = 3_600;

/** Actions of one state. */
export const ALARM_ACTIONS_MAX = 5;

/** What one alarm on metric math may have of each kind. */
export const ALARM_METRICS_MAX = 10;
export const ALARM_EXPRESSIONS_MAX = 10;

// "MetricDataQuery", Amazon CloudWatch API Reference.

/** Characters of an expression. */
export const EXPRESSION_LENGTH_MAX = 2_048;

/** A name by which expressions refer to a metric or to another expression. */
export const QUERY_ID = /^[a-z]\w*$/;

// "PutDashboard", Amazon CloudWatch API Reference, and "CloudWatch service quotas", Amazon CloudWatch User Guide.

export const DASHBOARD_NAME_PATTERN = /^[A-Za-z0-9_-]{1,255}$/;
export const DASHBOARD_NAME_MAX = 255;
export const DASHBOARD_WIDGETS_MAX = 500;
