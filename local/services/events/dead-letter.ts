import type { EventBridgeEvent } from '../../../model/events/event-bridge-event';
import type { Failure } from './delivery';
import type { EventRule } from './rule';
import type { Target } from './target';

/** The event as it was, with the reasons as attributes. "Using dead-letter queues to process undelivered events" */
export function deadLetter(event: EventBridgeEvent, rule: EventRule, target: Target, failure: Failure): object {
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.reason,
    RETRY_ATTEMPTS: String(failure.retries),
    ...(failure.exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: failure.exhausted }),
  };
  return {
    MessageBody: JSON.stringify(event),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  };
}
