import { validateQueuePolicy } from '../../../../model/policy/validate';
import { AwsError } from '../../../aws-error';

/** Checks a queue policy as SQS does when it is set; returns it unchanged. */
export function checkPolicy(text: string): string {
  const result = validateQueuePolicy(text);
  if ('problem' in result) throw new AwsError(result.code, result.problem, { status: result.status });
  return text;
}
