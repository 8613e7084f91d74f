import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type DeadLetterAccess, deadLetterAccess } from '../../../consumer/dlq';
import { RedriveOperator, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local/local-cloud';
import { newApp } from '../synthesis';

/** Longer than SQS uses a data key again and than a look may hold a message. */
const UNTIL_FORGOTTEN = Duration.minutes(6).toMilliseconds();

/** A deployed operator of `Orders`, who may also send to `Returns`. Each queue has a customer key of its own. */
export class OperatorCloud {
  static async start(): Promise<OperatorCloud> {
    const cloud = await LocalCloud.start({ clock: 'virtual' });
    const [stack] = await cloud.deploy(operatorApp().synth().directory);
    return new OperatorCloud(cloud, stack?.outputs ?? {});
  }

  readonly access: DeadLetterAccess;
  readonly logs: CloudWatchLogsClient;

  private constructor(
    readonly cloud: LocalCloud,
    private readonly outputs: Readonly<Record<string, unknown>>,
  ) {
    const role = this.output('Role');
    const clock = { now: () => cloud.now(), sleep: (ms: number) => cloud.advance(ms) };
    this.access = deadLetterAccess({ sqs: cloud.client(SQSClient, { role }), waitSeconds: 0, clock });
    this.logs = cloud.client(CloudWatchLogsClient, { role });
  }

  output(name: string): string {
    return String(this.outputs[name]);
  }

  /** Two new dead letters, and nothing remembered of what was before. */
  async refill(): Promise<void> {
    await this.cloud.advance(UNTIL_FORGOTTEN);
    for (const MessageBody of ['first', 'second']) {
      const QueueUrl = this.output('DeadUrl');
      await this.cloud.client(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody }));
    }
    // A redrive leaves alone what was sent after it began.
    await this.cloud.advance(1_000);
  }

  /** As if the operator's policy had no such statement. */
  async without<Result>(action: string, resource: string, work: () => Promise<Result>): Promise<Result> {
    const administrator = this.cloud.client(IAMClient);
    const policy = { RoleName: this.output('Role'), PolicyName: 'less' };
    const Statement = [{ Effect: 'Deny', Action: action, Resource: resource }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await administrator.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
    try {
      return await work();
    } finally {
      await administrator.send(new DeleteRolePolicyCommand(policy));
    }
  }
}

export function operatorApp(): App {
  const app = newApp();
  const stack = new Stack(app, 'Operated');
  const orders = new WorkQueue(stack, 'Orders', {
    queueName: 'orders',
    encryptionKey: new kms.Key(stack, 'OrdersKey'),
  });
  const other = new kms.Key(stack, 'ReturnsKey');
  const returns = new WorkQueue(stack, 'Returns', { queueName: 'returns', encryptionKey: other });
  const logGroup = new logs.LogGroup(stack, 'Failures');
  const operator = new RedriveOperator(stack, 'Operator', {
    queues: [orders],
    destinations: [returns],
    logGroups: [logGroup],
    allowPurge: true,
    assumedBy: new iam.AccountRootPrincipal(),
  });
  const outputs = {
    Role: operator.role?.roleName ?? '',
    DeadUrl: orders.deadLetterQueue.queueUrl,
    DeadArn: orders.deadLetterQueue.queueArn,
    OrdersArn: orders.queueArn,
    ReturnsArn: returns.queueArn,
    Key: orders.encryptionMasterKey?.keyArn ?? '',
    OtherKey: other.keyArn,
    LogGroup: logGroup.logGroupName,
    LogGroupArn: logGroup.logGroupArn,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  return app;
}
