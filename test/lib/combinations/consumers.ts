import { CfnOutput, Duration, type Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type IWorkQueue, LambdaConsumer } from '../../../lib';
import type { Combination } from './combination';

/** Each function prints what it gets, a line for each message, and is busy for a while: others have their turn. */
const CODE = `exports.handler = async ({ Records }) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const { body } of Records) console.log('GOT ' + body);
  return { batchItemFailures: [] };
};`;

/** @param roleOf where the owner of the queue has to know the role of each by its name */
export function addConsumers(
  stack: Stack,
  queue: IWorkQueue,
  { consumers }: Combination,
  roleOf: (n: number) => iam.Role | undefined = () => undefined,
): void {
  for (const [n, timeout] of consumers.entries()) {
    const role = roleOf(n);
    const logGroup = new logs.LogGroup(stack, `Log${n}`);
    if (role !== undefined) logGroup.grantWrite(role);
    new CfnOutput(stack, `Log${n}Name`, { value: logGroup.logGroupName });
    const handler = new lambda.Function(stack, `Function${n}`, {
      runtime: lambda.Runtime.NODEJS_22_X,
      code: lambda.Code.fromInline(CODE),
      handler: 'index.handler',
      timeout: Duration.seconds(timeout),
      role,
      logGroup,
    });
    new LambdaConsumer(stack, `Consumer${n}`, { queue, handler, batchSize: 5, maxConcurrency: 2 });
  }
}
