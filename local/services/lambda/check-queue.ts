import type { GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../aws-error';
import type { EventSourceMapping } from './event-source-mapping';
import type { FunctionRecord } from './model/function-record';
import { invalid } from './model/function-rules';
import { queuePath } from './queue-path';
import { asRole, type LambdaContext } from './service-context';

/** What Lambda checks of a queue before it polls it: that it is there, that the role may read it, that messages outlast the function. */
export async function checkQueue(
  { router }: LambdaContext,
  record: FunctionRecord,
  mapping: EventSourceMapping,
): Promise<void> {
  const { settings } = record;
  const caller = asRole(settings);
  const input = { QueueUrl: queuePath(mapping.queueArn) };
  for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    const decision = router.decide('sqs', action, input, caller);
    if (!decision.allowed) {
      throw invalid(
        `The function execution role does not have permissions to call ${action} on SQS. ${decision.reason}`,
      );
    }
  }
  let attributes: Record<string, string | undefined>;
  try {
    const output = await router.call<GetQueueAttributesResult>(
      'sqs',
      'GetQueueAttributes',
      { ...input, AttributeNames: ['VisibilityTimeout'] },
      caller,
    );
    attributes = output.Attributes ?? {};
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(
      `Error occurred while ReceiveMessage. SQS Error Code: ${error.queryCode}. SQS Error Message: ${error.message}`,
    );
  }
  const visibility = Number(attributes['VisibilityTimeout']);
  if (visibility < settings.timeout) {
    throw invalid(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${settings.timeout} seconds`,
    );
  }
}
