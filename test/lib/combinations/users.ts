import { type App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { SharedQueue, WorkQueue } from '../../../lib';
import { queueArn } from '../../../model/arn';
import {
  ACCOUNT,
  type Combination,
  consumerRole,
  newCombinationApp,
  OTHER_ACCOUNT,
  PRODUCER,
  queueName,
  REGION,
  visibilityTimeout,
} from './combination';
import { addConsumers } from './consumers';

/** What stands for the ARN of the queue's key where nothing is deployed. */
const SOME_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/**
 * The second app: those who know the queue by its ARN only. In the queue's account they import it, in another they have
 * it shared. Undefined where there is nobody.
 */
export function buildUsers(combination: Combination, outdir?: string, keyArn = SOME_KEY): App | undefined {
  const { consumersAt, shared, encryption } = combination;
  if (consumersAt === 'beside' && !shared) return undefined;
  const app = newCombinationApp(combination, outdir);
  const stackOf = (id: string, account: string) => new Stack(app, id, { env: { account, region: REGION } });
  const encryptionKeyArn = encryption === 'SSE-SQS' ? undefined : keyArn;
  if (consumersAt === 'import') {
    const stack = stackOf('Importer', ACCOUNT);
    const queue = WorkQueue.fromAttributes(stack, 'Orders', {
      queueArn: arn(combination),
      deadLetterQueueArn: arn(combination).replace('orders', 'orders-dlq'),
      maxReceiveCount: 5,
      visibilityTimeout: visibilityTimeout(combination),
      encryptionKey: encryptionKeyArn === undefined ? undefined : kms.Key.fromKeyArn(stack, 'Key', encryptionKeyArn),
    });
    addConsumers(stack, queue, combination);
  }
  if (shared || consumersAt === 'other account') {
    const stack = stackOf('Partner', OTHER_ACCOUNT);
    const timeout = consumersAt === 'other account' ? visibilityTimeout(combination) : undefined;
    const queue = SharedQueue.fromArn(stack, 'Orders', arn(combination), {
      encryptionKeyArn,
      visibilityTimeout: timeout,
    });
    if (shared) queue.grantSend(roleIn(stack, PRODUCER));
    if (consumersAt === 'other account') addConsumers(stack, queue, combination, (n) => roleIn(stack, consumerRole(n)));
  }
  return app;
}

function roleIn(stack: Stack, roleName: string): iam.Role {
  const assumedBy = new iam.ServicePrincipal(roleName === PRODUCER ? 'ec2.amazonaws.com' : 'lambda.amazonaws.com');
  return new iam.Role(stack, roleName, { roleName, assumedBy });
}

function arn(combination: Combination): string {
  return queueArn({ account: ACCOUNT, region: REGION, name: queueName(combination) ?? '' });
}
