import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Command, Workplace } from './command';

// One for each test: what one of them leaves behind must not fail the others.
let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace.remove());

/** Synthesizes a stack into `directory`, as somebody's own `cdk synth` does. */
function synthesize(outdir: string, build: (stack: Stack) => void): string {
  const app = new App({ outdir, analyticsReporting: false });
  build(new Stack(app, 'Shop'));
  app.synth();
  return outdir;
}

/** With a visibility timeout that CDK would refuse as well. */
function ordersQueue(stack: Stack, visibilityTimeout: number): sqs.CfnQueue {
  return new sqs.CfnQueue(stack, 'Orders', { queueName: 'orders', visibilityTimeout });
}

const endpointOf = ({ stdout }: Command) => /export AWS_ENDPOINT_URL=(\S+)/.exec(stdout)?.[1];

function clientOf(command: Command, accessKeyId = '111122223333'): SQSClient {
  return new SQSClient({
    endpoint: endpointOf(command),
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'x' },
  });
}

test('an own stack is deployed and answers over HTTP; --watch deploys what changes, and keeps what still works', async () => {
  const orders = (stack: Stack, visibilityTimeout: number): void => {
    new CfnOutput(stack, 'OrdersUrl', { value: ordersQueue(stack, visibilityTimeout).attrQueueUrl });
  };
  const assembly = synthesize(workplace.path('cdk.out'), (stack) => {
    orders(stack, 45);
    new sqs.Queue(stack, 'Returns', { queueName: 'returns' });
    new s3.Bucket(stack, 'Photos');
  });
  const command = workplace.start(['spillway', 'local', assembly, '--watch', '--port', '0']);
  await command.until('Ctrl-C ends it.');
  expect(command.stdout).toMatch(/✓ AWS::SQS::Queue +Orders\n/);
  expect(command.stdout).toMatch(/✓ AWS::S3::Bucket +Photos\w+\n/);

  const client = clientOf(command);
  const [, QueueUrl] = /^ {2}OrdersUrl +(\S+)$/m.exec(command.stdout) ?? [];
  const visibility = async (): Promise<string | undefined> => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    return (await client.send(command)).Attributes?.['VisibilityTimeout'];
  };
  const names = async (): Promise<readonly (string | undefined)[]> =>
    ((await client.send(new ListQueuesCommand({}))).QueueUrls ?? []).map((url) => url.split('/').at(-1));
  expect(await visibility()).toBe('45');
  expect(await names()).toEqual(['orders', 'returns']);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one notebook' }));

  // An attribute changes and a resource goes; the folder is a new one, as after `rm -r cdk.out && cdk synth`.
  rmSync(assembly, { recursive: true });
  synthesize(assembly, (stack) => orders(stack, 90));
  await command.until('1 stack deployed', 2);
  expect(command.stdout).toMatch(/✓ AWS::SQS::Queue +Orders {2}update complete/);
  expect(command.stdout).toMatch(/✓ AWS::SQS::Queue +Returns\w+ {2}delete complete/);
  expect(await visibility()).toBe('90');
  expect(await names()).toEqual(['orders']);

  synthesize(assembly, (stack) => orders(stack, 46_800));
  await command.until('What was deployed before still runs');
  expect(command.stdout).toMatch(/✗ AWS::SQS::Queue +Orders {2}update failed\n +Resource handler returned message: "/);
  expect(await visibility()).toBe('90');

  synthesize(assembly, (stack) => {
    orders(stack, 90);
    new CfnResource(stack, 'Table', { type: 'AWS::DynamoDB::Table', properties: {} });
  });
  await command.until('What was deployed before still runs', 2);
  expect(command.stdout).toContain('AWS::DynamoDB::Table is not supported');

  synthesize(assembly, (stack) => orders(stack, 91));
  await command.until('1 stack deployed', 3);
  expect(await visibility()).toBe('91');

  // The queue has been the same one all the time.
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['one notebook']);

  client.destroy();
  command.interrupt();
  const { code, milliseconds } = await command.ended;
  expect(code).toBe(0);
  expect(milliseconds).toBeLessThan(2_000);
  expect(workplace.leftovers()).toEqual([]);
}, 60_000);

describe('refused with one line and exit code 2, and nothing left behind', () => {
  async function expectRefusal(args: readonly string[], line: RegExp): Promise<void> {
    const { code, stderr } = await workplace.start(['spillway', 'local', '--port', '0', ...args]).ended;
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
    expect(workplace.leftovers()).toEqual([]);
  }

  test('a folder that is missing', () =>
    expectRefusal(['nowhere'], /^The cloud assembly must be a folder, got ".*\/nowhere", which is none\./));

  test('a folder that is no cloud assembly', () => {
    mkdirSync(workplace.path('plain'));
    return expectRefusal(['plain'], /\/plain is no cloud assembly: it has no manifest\.json\./);
  });

  test('a manifest that is cut off', () => {
    mkdirSync(workplace.path('cut'));
    writeFileSync(workplace.path('cut', 'manifest.json'), '{"version":');
    return expectRefusal(['cut'], /\/cut\/manifest\.json cannot be read: .*Run 'cdk synth' again\./);
  });

  test('an enforcement that is none', () =>
    expectRefusal(
      ['plain', '--enforcement', 'lax'],
      /^'--enforcement' must be one of strict, audit, off, got 'lax'\./,
    ));

  test('an organization without accounts', () =>
    expectRefusal(
      ['plain', '--organization', 'o-a1b2c3d4e5'],
      /^'--organization' must be an organization's id and its accounts, got 'o-a1b2c3d4e5'\./,
    ));

  test('no folder at all', () => expectRefusal([], /^Missing required argument 'dir'\./));
});

test('--organization lets its accounts use what is shared with it, and no others', async () => {
  const id = 'o-a1b2c3d4e5';
  const assembly = synthesize(workplace.path('cdk.out'), (stack) => {
    const queue = new sqs.Queue(stack, 'Orders', { queueName: 'orders' });
    queue.grantSendMessages(new iam.OrganizationPrincipal(id));
  });
  const organization = ['--organization', `${id}=111122223333,444455556666`];
  const command = workplace.start(['spillway', 'local', assembly, '--port', '0', ...organization]);
  await command.until('Ctrl-C ends it.');
  const send = (account: string) =>
    clientOf(command, account).send(
      new SendMessageCommand({ QueueUrl: `${endpointOf(command)}/111122223333/orders`, MessageBody: 'order' }),
    );
  await send('444455556666');
  await expect(send('777788889999')).rejects.toMatchObject({ name: 'AccessDenied' });
  command.interrupt();
  expect((await command.ended).code).toBe(0);
});

test('a resource type that is not supported is refused by its name, before anything is created', async () => {
  const assembly = synthesize(workplace.path('cdk.out'), (stack) => {
    new sqs.Queue(stack, 'Orders');
    new CfnResource(stack, 'Table', { type: 'AWS::DynamoDB::Table', properties: {} });
  });
  const { code, stdout, stderr } = await workplace.start(['spillway', 'local', '--port', '0', assembly]).ended;
  expect(stderr).toContain('Table (AWS::DynamoDB::Table): the resource type AWS::DynamoDB::Table is not supported\n');
  expect(stdout).not.toContain('✓');
  expect(code).toBe(2);
  expect(workplace.leftovers()).toEqual([]);
});

test('a first deployment that fails says which resource failed and why, with exit code 1', async () => {
  const assembly = synthesize(workplace.path('cdk.out'), (stack) => ordersQueue(stack, 46_800));
  const { code, stdout, stderr } = await workplace.start(['spillway', 'local', '--port', '0', assembly]).ended;
  expect(code).toBe(1);
  expect(stdout).toMatch(/✗ AWS::SQS::Queue +Orders {2}create failed/);
  expect(stderr).toMatch(/Orders \(AWS::SQS::Queue\) CREATE_FAILED: .*VisibilityTimeout/);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(workplace.leftovers()).toEqual([]);
});
