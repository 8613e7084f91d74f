import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Finding, LabError, type LabPlay, Ledger, type Scene, times } from '../contract';
import { fanOutToQueues, queuePolicies, rawMessageDelivery, subscriptionFilters } from '../contract/pages';

interface Program {
  readonly team: string;
  readonly url: string;
  readonly queueName: string;
  readonly received: Ledger;
  /** What it could not read, and how that went. */
  readonly unreadable: string[];
}

interface Day {
  readonly programs: readonly Program[];
  /** Deliveries that a queue refused, and why. */
  readonly denials: readonly string[];
  /** Who else could send, and where to. */
  readonly intrusions: readonly string[];
}

const sales = [
  { id: 'order 1', total: 40 },
  { id: 'order 2', total: 15 },
  { id: 'refund 3', total: -15 },
  { id: 'order 4', total: 99 },
  { id: 'refund 5', total: -40 },
  { id: 'order 6', total: 7 },
];
const list = (some: readonly { id: string }[]): string => some.map(({ id }) => id).join(', ') || 'nothing';
const isOrder = ({ total }: { total: number }): boolean => total > 0;
const wanted: Readonly<Record<string, readonly string[]>> = {
  billing: sales.map(({ id }) => id),
  shipping: sales.filter(isOrder).map(({ id }) => id),
  analytics: sales.map(({ id }) => id),
};
const stranger = '999988887777';

export const play: LabPlay<Day> = {
  async setup(scene) {
    const sns = scene.client(SNSClient);
    const TopicArn = scene.physicalId('AWS::SNS::Topic');
    for (const sale of sales) {
      const kind = { DataType: 'String', StringValue: isOrder(sale) ? 'order' : 'refund' };
      await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(sale), MessageAttributes: { kind } }));
    }
  },

  async observe(scene) {
    const programs = await Promise.all(Object.keys(wanted).map((team) => programOf(scene, team)));
    for (let second = 0; second < 15; second += 1) {
      for (const program of programs) await takeOne(scene, program);
      await scene.pass(1);
    }
    const denials = [...scene.denials()];
    return { programs, denials, intrusions: scene.otherAccounts ? await intrusionsInto(scene, programs) : [] };
  },

  tell: ({ programs }) => [
    `published with the attribute kind=order: ${list(sales.filter(isOrder))}`,
    `published with the attribute kind=refund: ${list(sales.filter((sale) => !isOrder(sale)))}`,
    ...programs.map(
      ({ team, queueName, received }) =>
        `${team} reads the queue ${queueName} and got: ${list(sales.filter(({ id }) => received.times(id) > 0))}`,
    ),
  ],

  checks: [
    {
      name: 'Billing and analytics get every order and every refund, once',
      expected: 'each of the 6 once, in both',
      why: 'Consumers of one queue compete: a message goes to one of them. A topic gives a copy to each queue that is subscribed and that lets SNS send.',
      page: fanOutToQueues,
      look: (day) => deliveriesTo(['billing', 'analytics'], day),
    },
    {
      name: 'Shipping gets every order once, and no refund',
      expected: 'the 4 orders, once each',
      why: 'A subscription without a filter policy gets everything, one whose filter policy never matches gets nothing. It is matched against the message attributes, or with the filter policy scope MessageBody against the body.',
      page: subscriptionFilters,
      look: (day) => deliveriesTo(['shipping'], day),
    },
    {
      name: 'The programs can read what they get',
      expected: 'readSale returns the id and the total of each',
      why: 'Without raw message delivery the body is an envelope: JSON of SNS, with the published text as a string in Message.',
      page: rawMessageDelivery,
      look: ({ programs }) => {
        const [unread] = programs.flatMap(({ team, unreadable }) => unreadable.map((text) => `${team}: ${text}`));
        return { holds: unread === undefined, observed: unread ?? 'all could be read' };
      },
    },
    {
      name: 'No other account can send to the queues, not even through a topic',
      expected: 'the queues refuse both',
      why: "Principal '*' lets everybody send, and sns.amazonaws.com without a condition every topic of every account. aws:SourceArn names the topic that may.",
      page: queuePolicies,
      look: ({ intrusions }) => ({
        holds: intrusions.length === 0,
        observed: intrusions.length === 0 ? 'they refused both' : intrusions.join('; '),
      }),
    },
  ],
};

/** A team's own queue, and without one the queue that they share. */
async function programOf(scene: Scene, team: string): Promise<Program> {
  for (const queueName of [team, 'shared']) {
    const url = await urlOf(scene, queueName);
    if (url !== undefined) return { team, url, queueName, received: new Ledger(), unreadable: [] };
  }
  throw new LabError(
    `There is no queue named '${team}', and none named 'shared': the program of ${team} has nothing to read. Give it a queue with the 'queueName' ${team}.`,
  );
}

async function urlOf({ queueUrl }: Scene, name: string): Promise<string | undefined> {
  try {
    return await queueUrl(name);
  } catch (error) {
    if (error instanceof LabError) return undefined;
    throw error;
  }
}

async function takeOne(scene: Scene, { url: QueueUrl, received, unreadable }: Program): Promise<void> {
  const { Messages = [] } = await scene.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: scene.pollSeconds }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    const sale = sales.find(({ id }) => Body.includes(id));
    received.write(sale?.id ?? Body, scene.now());
    const problem = await problemOf(scene, Body, sale);
    if (problem !== undefined) unreadable.push(problem);
    await scene.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
}

async function problemOf(scene: Scene, body: string, sale: object | undefined): Promise<string | undefined> {
  const readSale = scene.code.exported('sale.ts', 'readSale');
  try {
    const read: unknown = await readSale(body);
    const same = isRecord(read) && Object.entries(sale ?? {}).every(([name, value]) => read[name] === value);
    return same ? undefined : `readSale made ${brief(JSON.stringify(read))} of the body ${brief(body)}`;
  } catch (error) {
    return `readSale failed, ${error instanceof Error ? error.message : error}, with the body ${brief(body)}`;
  }
}

const brief = (text = 'undefined'): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 70)} ...` : line;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function faultsOf({ team, received }: Program): readonly string[] {
  const right = wanted[team] ?? [];
  const missed = sales.filter(({ id }) => right.includes(id) && received.times(id) === 0);
  const unwanted = sales.filter(({ id }) => !right.includes(id) && received.times(id) > 0);
  const repeated = right.filter((id) => received.times(id) > 1);
  return [
    ...(missed.length > 0 ? [`${team} missed ${list(missed)}`] : []),
    ...(unwanted.length > 0 ? [`${team} got ${list(unwanted)}`] : []),
    ...repeated.map((id) => `${team} got ${id} ${times(received.times(id))}`),
  ];
}

/** With the reason, where a queue refused what SNS brought. */
function deliveriesTo(teams: readonly string[], { programs, denials }: Day): Finding {
  const concerned = programs.filter(({ team }) => teams.includes(team));
  const faults = concerned.flatMap(faultsOf);
  const denial = denials.find((text) => concerned.some(({ queueName }) => text.includes(`:${queueName} `)));
  return {
    holds: faults.length === 0,
    observed:
      faults.length === 0 ? 'as it should be' : [faults.join('; '), denial ?? denials[0] ?? ''].join('\n').trim(),
  };
}

/** Somebody in another account sends, and subscribes the queues to a topic there: SNS then asks them to confirm. */
async function intrusionsInto(scene: Scene, programs: readonly Program[]): Promise<readonly string[]> {
  const strangeSqs = scene.client(SQSClient, stranger);
  const strangeSns = scene.client(SNSClient, stranger);
  const { TopicArn } = await strangeSns.send(new CreateTopicCommand({ Name: 'orders-of-somebody-else' }));
  const direct: string[] = [];
  const byTopic: string[] = [];
  for (const [QueueUrl, name] of new Map(programs.map(({ url, queueName }) => [url, queueName]))) {
    if (await isTaken(strangeSqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'spam' })))) direct.push(name);
    const { Attributes = {} } = await scene.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    await strangeSns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes['QueueArn'] }));
    await scene.pass(1);
    const { Messages = [] } = await scene.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: scene.pollSeconds, MaxNumberOfMessages: 10 }),
    );
    if (Messages.some(({ Body = '' }) => Body.includes('SubscriptionConfirmation'))) byTopic.push(name);
  }
  return [
    ...(direct.length > 0 ? [`account ${stranger} sent to ${direct.join(', ')}`] : []),
    ...(byTopic.length > 0 ? [`a topic of account ${stranger} sent to ${byTopic.join(', ')}`] : []),
  ];
}

async function isTaken(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch {
    return false;
  }
}
