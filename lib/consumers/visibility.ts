import { Annotations, Duration, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { VISIBILITY_TIMEOUT_FACTOR } from '../../model/limits/lambda';
import { VISIBILITY_TIMEOUT } from '../../model/limits/sqs';
import { seconds } from '../guard/range-rules';
import { check, ruleId } from '../guard/rule';
import { WorkQueue } from '../queue/work-queue';
import { isAnyWorkQueue } from '../queue/work-queue-base';

export interface ConsumerTiming {
  readonly timeout: Duration;
  readonly maxBatchingWindow?: Duration;
}

/**
 * Makes the queue hide messages long enough for a function: 6 times its timeout plus the batching window, so that
 * Lambda can retry throttled batches ("Configuring an SQS queue for use with Lambda"). Where it cannot, it says so.
 */
export function settleVisibility(scope: Construct, queue: sqs.IQueue, timing: ConsumerTiming): void {
  const timeout = seconds(timing.timeout);
  const needed = timeout === undefined ? undefined : neededSeconds(timeout, timing.maxBatchingWindow);
  if (needed !== undefined && WorkQueue.isWorkQueue(queue) && queue.visibilityTimeout === undefined) {
    queue.raiseVisibilityTimeout(Duration.seconds(needed));
    return;
  }
  const actual = actualSeconds(queue);
  if (timeout !== undefined && actual !== undefined) {
    refuseBelowTimeout(scope, queue, timeout, actual);
  }
  if (needed === undefined || actual === undefined || actual < needed) {
    warn(scope, queue, needed, actual);
  }
}

function neededSeconds(timeout: number, window: Duration | undefined): number {
  const needed = VISIBILITY_TIMEOUT_FACTOR * timeout + (seconds(window) ?? 0);
  return Math.min(needed, VISIBILITY_TIMEOUT.max);
}

/** Undefined where only CloudFormation, or whoever made an imported queue, knows it. */
function actualSeconds(queue: sqs.IQueue): number | undefined {
  if (isAnyWorkQueue(queue)) {
    return seconds(queue.visibilityTimeout);
  }
  const resource = queue.node.defaultChild;
  if (!sqs.CfnQueue.isCfnQueue(resource)) {
    return undefined;
  }
  const actual = resource.visibilityTimeout ?? VISIBILITY_TIMEOUT.default;
  return Token.isUnresolved(actual) ? undefined : actual;
}

/** The same within one template is CDK's own rule E3505; across stacks nobody else sees it. */
function refuseBelowTimeout(scope: Construct, queue: sqs.IQueue, timeout: number, actual: number): void {
  check(scope, { timeout, actual }, [
    {
      id: 'VisibilityBelowTimeout',
      prop: 'timeout',
      value: (timing) => timing.timeout,
      holds: (timing) => timing.timeout <= timing.actual,
      got: (timing) => `${timing.timeout} seconds with ${timing.actual} seconds at ${queue.node.path}`,
      must: "at most the queue's visibility timeout",
      why: 'Lambda refuses the event source mapping, because messages would be received again while they are in work',
      fix: "Leave the queue's 'visibilityTimeout' out if it is a WorkQueue, or set it to 6 times 'timeout'",
    },
  ]);
}

function warn(scope: Construct, queue: sqs.IQueue, needed: number | undefined, actual: number | undefined): void {
  const target =
    needed === undefined ? `${VISIBILITY_TIMEOUT_FACTOR} times the function's timeout` : `${needed} seconds`;
  const has = actual === undefined ? 'is not known here' : `is ${actual} seconds`;
  Annotations.of(scope).addWarningV2(
    ruleId('VisibilityTimeout'),
    `The visibility timeout of ${queue.node.path} ${has}, and should be at least ${target}: ` +
      `6 times the function's timeout plus the batching window, or throttled batches come back before Lambda can ` +
      `retry them. Set the queue's 'visibilityTimeout' to that, or give this consumer a WorkQueue.`,
  );
}
