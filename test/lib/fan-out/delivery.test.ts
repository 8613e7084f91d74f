import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { FanOut, TopicSource } from '../../../lib';
import { LocalCloud } from '../../../local';
import { type newApp, newStack } from '../synthesis';

interface Deployed {
  readonly cloud: LocalCloud;
  readonly outputs: Readonly<Record<string, string>>;
}

const MESSAGES = 40;

/** Even messages are placed, every third is large. */
const body = (n: number) => JSON.stringify({ n, total: n % 3 === 0 ? 500 : 5 });
const typeOf = (n: number) => (n % 2 === 0 ? 'placed' : 'paid');

const WANTED: Readonly<Record<string, (n: number) => boolean>> = {
  Placed: (n) => typeOf(n) === 'placed',
  Large: (n) => n % 3 === 0,
  All: () => true,
};

const KINDS = [
  ['standard', false, false],
  ['standard, with one customer key for all', false, true],
  ['FIFO', true, false],
  ['FIFO, with one customer key for all', true, true],
] as const;

async function deploy(fifo: boolean, encrypted: boolean): Promise<Deployed> {
  const stack = newStack();
  const { queues, topic } = new FanOut(stack, 'Orders', {
    fifo: fifo ? {} : undefined,
    encryptionKey: encrypted ? new kms.Key(stack, 'Key') : undefined,
    queues: {
      Placed: { filterPolicy: { type: ['placed'] }, rawMessageDelivery: true },
      Large: {
        filterPolicy: { total: [{ numeric: ['>', 100] }] },
        filterPolicyScope: 'MessageBody',
        rawMessageDelivery: true,
      },
      All: { rawMessageDelivery: true },
    },
  });
  new CfnOutput(stack, 'Topic', { value: topic.topicArn });
  for (const [name, queue] of Object.entries(queues)) {
    new CfnOutput(stack, name, { value: queue.queueUrl });
    new CfnOutput(stack, `${name}Undelivered`, { value: TopicSource.undeliveredOf(queue)?.queue.queueUrl ?? '' });
  }
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  const [deployed] = await cloud.deploy((stack.node.root as ReturnType<typeof newApp>).synth().directory);
  return { cloud, outputs: deployed?.outputs ?? {} };
}

async function publish({ cloud, outputs }: Deployed, fifo: boolean): Promise<void> {
  const sns = cloud.client(SNSClient);
  for (let n = 0; n < MESSAGES; n += 1) {
    await sns.send(
      new PublishCommand({
        TopicArn: outputs['Topic'],
        Message: body(n),
        MessageAttributes: { type: { DataType: 'String', StringValue: typeOf(n) } },
        ...(fifo ? { MessageGroupId: `group-${n % 4}`, MessageDeduplicationId: `${n}` } : {}),
      }),
    );
  }
  await cloud.settle();
}

/** The numbers of the messages that wait in a queue, hidden once they are read. */
async function numbersIn({ cloud, outputs }: Deployed, name: string): Promise<readonly number[]> {
  const sqs = cloud.client(SQSClient);
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: outputs[name],
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 3600,
        WaitTimeSeconds: 0,
      }),
    );
    if (Messages.length === 0) break;
    found.push(...Messages);
    for (const { ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: outputs[name], ReceiptHandle }));
    }
  }
  return found.map(({ Body = '' }) => JSON.parse(Body).n);
}

const expected = (name: string) => Array.from({ length: MESSAGES }, (_, n) => n).filter(WANTED[name] ?? (() => false));
const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

describe.each(KINDS)('a fan-out, %s, on the local cloud', (_name, fifo, encrypted) => {
  let deployed: Deployed;
  beforeEach(async () => {
    deployed = await deploy(fifo, encrypted);
  });
  afterEach(() => deployed.cloud.stop());

  test('each queue gets each message that its filter wants, once', async () => {
    await publish(deployed, fifo);
    for (const name of Object.keys(WANTED)) {
      expect(sorted(await numbersIn(deployed, name))).toEqual(expected(name));
      expect(await numbersIn(deployed, `${name}Undelivered`)).toEqual([]);
    }
  });

  test('a queue that refuses loses nothing, and disturbs no other', async () => {
    const Attributes = { Policy: '' };
    await deployed.cloud
      .client(SQSClient)
      .send(new SetQueueAttributesCommand({ QueueUrl: deployed.outputs['All'], Attributes }));
    await publish(deployed, fifo);
    expect(sorted(await numbersIn(deployed, 'AllUndelivered'))).toEqual(expected('All'));
    expect(await numbersIn(deployed, 'All')).toEqual([]);
    for (const name of ['Placed', 'Large']) expect(sorted(await numbersIn(deployed, name))).toEqual(expected(name));
  });
});

test('order within a group holds in every queue of a FIFO fan-out', async () => {
  const deployed = await deploy(true, false);
  try {
    await publish(deployed, true);
    for (const name of Object.keys(WANTED)) {
      const numbers = await numbersIn(deployed, name);
      for (const group of [0, 1, 2, 3]) {
        const inGroup = numbers.filter((n) => n % 4 === group);
        expect(inGroup).toEqual(sorted(inGroup));
      }
    }
  } finally {
    await deployed.cloud.stop();
  }
});
