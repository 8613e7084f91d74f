import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { OrdersCloud, slow } from './orders-cloud';

let orders: OrdersCloud;
beforeEach(async () => {
  orders = await OrdersCloud.start();
});
afterEach(() => orders.stop());

type Case = readonly [args: readonly string[], code: number, text: RegExp, env?: Readonly<Record<string, string>>];

test(
  'what AWS refuses is one line with exit code 1, what was typed wrong one line with exit code 2',
  async () => {
    await orders.createQueue('alone');
    const stranger = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' };
    const nobody = { AWS_ACCESS_KEY_ID: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: orders.workplace.directory };
    const cases: readonly Case[] = [
      [['list', 'nowhere'], 1, /^nowhere: QueueDoesNotExist: The specified queue does not exist/],
      [['list', 'alone'], 1, /^'QUEUE' must be a dead-letter queue or a queue that has one, got arn:\S+:alone\./],
      [['redrive', 'orders', '--to', 'nowhere'], 1, /^nowhere: QueueDoesNotExist/],
      [['show', 'orders', 'no-such-id'], 1, /^no-such-id is not among the 0 messages of orders-dlq/],
      [['redrive', 'orders', '--where', 'colour = "red"'], 2, /^'--where' must be an expression such as/],
      [['redrive', 'orders', '--rate', '501'], 2, /^'--rate' must be a whole number from 1 to 500, got 501\./],
      [['redrive', 'orders', '--to', 'orders-dlq'], 2, /^'--to' must be another queue/],
      [['purge', 'orders', '--json'], 2, /^'--json' must come with '--yes' here/],
      [['list', 'orders', '--region', 'eu-west-1'], 1, /It was looked for in eu-west-1: '--region' and '--profile'/],
      [['list', 'orders'], 1, /^orders: InvalidClientTokenId: .* AWS does not take these credentials/, stranger],
      [
        ['list', 'orders'],
        1,
        /^orders: No credentials: Could not load credentials from any providers\. Set '--profile'/,
        nobody,
      ],
      [['list', 'orders', '--profile', 'other'], 1, /^orders \(profile other\): No credentials: /, nobody],
    ];
    const ended = await Promise.all(cases.map(([args, , , env]) => orders.command(args, env).ended));
    for (const [index, [args, code, text]] of cases.entries()) {
      const { code: exitCode, stderr = '' } = ended[index] ?? {};
      expect([args, exitCode, stderr]).toEqual([args, code, expect.stringMatching(text)]);
      expect(stderr.trim()).not.toContain('\n');
    }
  },
  slow,
);

test('a denied request names the action and the reason', async () => {
  await orders.deadLetter({ orderId: '1' }, 'timeout');
  const iam = orders.cloud.client(IAMClient);
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'operator',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${orders.cloud.account}:root` },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'operator',
      PolicyName: 'look',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'], Resource: '*' },
      }),
    }),
  );
  const { Credentials } = await orders.cloud
    .client(STSClient)
    .send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${orders.cloud.account}:role/operator`, RoleSessionName: 'test' }),
    );
  const ended = await orders.command(['list', 'orders'], {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  }).ended;
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(
    /^AccessDenied: User: \S+ is not authorized to perform: sqs:ReceiveMessage on resource: \S+:orders-dlq because .*\n$/,
  );
});
