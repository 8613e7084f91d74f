import { AwsError } from '../../../aws-error';
import type { Request } from '../../service';
import type { Bucket } from '../model/bucket';
import type { QueueNotification } from '../model/notification-configuration';
import { asS3, queueUrlAt } from './destination';

const MISSING = 'The destination queue does not exist';
const DENIED = 'Permissions on the destination queue do not allow S3 to publish notifications from this bucket';

/** Asks every destination whether S3 may write into it, and refuses the configuration with all that may not. */
export function requireDestinations(
  bucket: Bucket,
  notifications: readonly QueueNotification[],
  request: Request,
): void {
  const failures = new Map<string, string>();
  for (const notification of notifications) {
    if (failures.has(notification.queueArn)) continue;
    const problem = problemOf(bucket, notification, request);
    if (problem !== undefined) failures.set(notification.queueArn, problem);
  }
  if (failures.size === 0) return;
  const fields = [...failures].flatMap(([arn, problem], index) => [
    [`ArgumentName${index + 1}`, arn],
    [`ArgumentValue${index + 1}`, problem],
  ]);
  throw new AwsError('InvalidArgument', 'Unable to validate the following destination configurations', {
    fields: Object.fromEntries(fields),
  });
}

function problemOf(bucket: Bucket, { queue }: QueueNotification, request: Request): string | undefined {
  const input = { QueueUrl: queueUrlAt(request, queue), MessageBody: '' };
  try {
    const decision = request.router.decide('sqs', 'SendMessage', input, asS3(bucket, queue));
    return decision.allowed ? undefined : `${DENIED} (${decision.reason})`;
  } catch (error) {
    if (error instanceof AwsError && /QueueDoesNotExist|NonExistentQueue/.test(error.code)) return MISSING;
    throw error;
  }
}
