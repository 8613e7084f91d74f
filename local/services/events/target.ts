import type { Target as TargetShape } from '@aws-sdk/client-eventbridge';
import { type Arn, parseArn } from '../../../model/arn';
import {
  EVENT_NAME_PATTERN,
  MAX_TARGET_INPUT_LENGTH,
  TARGET_EVENT_AGE,
  TARGET_RETRY_ATTEMPTS,
} from '../../../model/limits/events';
import { isWithin, type LimitWithDefault } from '../../../model/limits/limit';
import { isFifoQueueName } from '../../../model/queue-name';
import { invalid, notOffered, refuse } from './errors';
import type { RuleIdentity } from './rule';
import { type TargetInput, targetInput } from './target-input';

/** A queue that a rule sends its events to. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  readonly queue: Arn;
  /** Of a FIFO queue, or of a fair one. */
  readonly messageGroupId: string | undefined;
  readonly input: TargetInput;
  readonly deadLetterQueue: Arn | undefined;
  readonly maxRetries: number;
  /** Seconds. */
  readonly maxAge: number;
  /** As it was given. */
  readonly given: TargetShape;
}

/** What the local cloud does with a target. Anything else would be ignored, so it is refused. */
const KNOWN: ReadonlySet<string> = new Set([
  'Id',
  'Arn',
  'Input',
  'InputPath',
  'InputTransformer',
  'SqsParameters',
  'DeadLetterConfig',
  'RetryPolicy',
]);

export function readTarget(given: TargetShape, rule: RuleIdentity): Target {
  const { Id: id = '', Arn: arn = '', SqsParameters, RetryPolicy } = given;
  if (!EVENT_NAME_PATTERN.test(id)) throw refuse('targets.1.member.id', id, `satisfy ${EVENT_NAME_PATTERN.source}`);
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !KNOWN.has(name));
  if (unknown !== undefined) throw notOffered(`${unknown[0]} of a target`);
  const queue = queueOf(arn, id, rule);
  const messageGroupId = SqsParameters?.MessageGroupId;
  if (isFifoQueueName(queue.resource) && messageGroupId === undefined) {
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  }
  if ((given.Input?.length ?? 0) > MAX_TARGET_INPUT_LENGTH) {
    throw refuse('targets.1.member.input', given.Input, `have length less than or equal to ${MAX_TARGET_INPUT_LENGTH}`);
  }
  return {
    id,
    arn,
    queue,
    messageGroupId,
    input: targetInput(given, id),
    deadLetterQueue: deadLetterQueueOf(given, rule),
    maxRetries: setting('maximumRetryAttempts', RetryPolicy?.MaximumRetryAttempts, TARGET_RETRY_ATTEMPTS),
    maxAge: setting('maximumEventAgeInSeconds', RetryPolicy?.MaximumEventAgeInSeconds, TARGET_EVENT_AGE),
    given,
  };
}

function queueOf(arn: string, id: string, { account, region }: RuleIdentity): Arn {
  const parts = parseArn(arn);
  if (parts === undefined)
    throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (parts.service !== 'sqs') throw notOffered(`targets of ${parts.service} (only SQS queues)`);
  if (parts.region !== region) throw invalid(`Target ${id} must be in the rule's region, ${region}, got ${arn}.`);
  if (parts.account !== account)
    throw notOffered('queues of another account as targets (AWS wants a RoleArn for them)');
  return parts;
}

/** May be of another account: its policy decides. */
function deadLetterQueueOf({ DeadLetterConfig }: TargetShape, { region }: RuleIdentity): Arn | undefined {
  const arn = DeadLetterConfig?.Arn;
  if (arn === undefined) return undefined;
  const queue = parseArn(arn);
  if (queue?.service !== 'sqs' || queue.region !== region) {
    throw invalid(`Parameter DeadLetterConfig.Arn must be the ARN of an SQS queue in ${region}, got ${arn}.`);
  }
  if (isFifoQueueName(queue.resource)) {
    throw invalid(`Parameter DeadLetterConfig.Arn must be a standard queue, got ${arn}.`);
  }
  return queue;
}

function setting(member: string, value: number | undefined, limit: LimitWithDefault): number {
  if (value === undefined) return limit.default;
  if (isWithin(limit, value)) return value;
  const rule = value < limit.min ? `greater than or equal to ${limit.min}` : `less than or equal to ${limit.max}`;
  throw refuse(`targets.1.member.retryPolicy.${member}`, value, `have value ${rule}`);
}
