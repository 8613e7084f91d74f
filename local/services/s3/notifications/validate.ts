import { AwsError } from '../../../aws-error';
import type { Request } from '../../service';
import type { Bucket } from '../model/bucket';
import type { BucketNotification } from '../model/notification-configuration';
import { sending } from './destination';

const missing = (kind: string) => `The destination ${kind} does not exist`;
const denied = (kind: string) =>
  `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;
/** The key that encrypts the destination. */
const KEY_REFUSED = /^K(ms|MS)[A-Z]/;

/** Asks every destination whether S3 may write into it, and refuses the configuration with all that may not. */
export function requireDestinations(
  bucket: Bucket,
  notifications: readonly BucketNotification[],
  request: Request,
): void {
  const failures = new Map<string, string>();
  for (const notification of notifications) {
    if (failures.has(notification.destinationArn)) continue;
    const problem = problemOf(bucket, notification, request);
    if (problem !== undefined) failures.set(notification.destinationArn, problem);
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

function problemOf(bucket: Bucket, notification: BucketNotification, request: Request): string | undefined {
  const { kind } = notification;
  const { service, action, input, options } = sending(bucket, notification, '');
  try {
    const decision = request.router.decide(service, action, input, options);
    return decision.allowed ? undefined : `${denied(kind)} (${decision.reason})`;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (/DoesNotExist|NonExistentQueue|^NotFound/.test(error.code)) return missing(kind);
    if (KEY_REFUSED.test(error.code)) return `${denied(kind)} (${error.message})`;
    throw error;
  }
}
