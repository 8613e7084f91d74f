/** When the metrics that AWS itself records can be seen. What is put with PutMetricData can be seen at once. */
export interface MetricTiming {
  /** From the end of a minute until its values are there. */
  readonly publicationSeconds: number;
  /** From the first activity of a queue that was inactive until its first minute is recorded. */
  readonly activationSeconds: number;
}

/**
 * The publication is an assumption: AWS says that metrics of SQS and of groups are pushed at one-minute intervals, and
 * not how long that takes; here it is one more interval. The activation is the longest that AWS names: "It can take up to
 * 15 minutes for CloudWatch metrics to be available when a queue is activated from an inactive state", "Monitoring
 * Amazon SQS queues using CloudWatch", Amazon SQS Developer Guide.
 */
export const DEFAULT_TIMING: MetricTiming = { publicationSeconds: 60, activationSeconds: 900 };

/** As the options of the local cloud set it. */
export function metricTiming(options: {
  readonly metricDelaySeconds?: number;
  readonly queueActivationSeconds?: number;
}): MetricTiming {
  const {
    metricDelaySeconds = DEFAULT_TIMING.publicationSeconds,
    queueActivationSeconds = DEFAULT_TIMING.activationSeconds,
  } = options;
  for (const [name, value] of Object.entries({ metricDelaySeconds, queueActivationSeconds })) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new RangeError(
      `'${name}' must be 0 or more seconds, got ${value}. Metrics cannot be there before they are measured.`,
    );
  }
  return { publicationSeconds: metricDelaySeconds, activationSeconds: queueActivationSeconds };
}
