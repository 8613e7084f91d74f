import { readFileSync, writeFileSync } from 'node:fs';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { TopicSource, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';
import { newApp, newStack } from '../synthesis';

interface Statement {
  Sid?: string;
  Effect: string;
  Principal: object;
  Action: string | string[];
  Condition: Record<string, Record<string, unknown>>;
}

/** The two statements without which SNS does not deliver: of the work queue, and of the key of all its queues. */
interface Statements {
  readonly queue: Statement;
  readonly key: Statement;
}

let cloud: LocalCloud;
let outputs: Readonly<Record<string, string>>;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});
afterEach(() => cloud.stop());

/** A topic and a queue with a customer key, their template changed by hand. */
async function deploy(change: (statements: Statements) => void): Promise<void> {
  const app = newApp();
  const stack = newStack({}, app);
  const topic = new sns.Topic(stack, 'Topic');
  const queue = new WorkQueue(stack, 'Orders', { encryptionKey: new kms.Key(stack, 'Key') });
  queue.addSource(new TopicSource(topic, { rawMessageDelivery: true }));
  new CfnOutput(stack, 'TopicArn', { value: topic.topicArn });
  new CfnOutput(stack, 'Queue', { value: queue.queueUrl });
  new CfnOutput(stack, 'Undelivered', { value: TopicSource.undeliveredOf(queue)?.queue.queueUrl ?? '' });
  const assembly = app.synth();
  const { templateFullPath } = assembly.getStackByName(stack.stackName);
  const template = JSON.parse(readFileSync(templateFullPath, 'utf8'));
  const url = JSON.stringify([stack.resolve(queue.queueUrl)]);
  change({
    queue: statementIn(template, ({ Queues }) => JSON.stringify(Queues) === url, 'PolicyDocument'),
    key: statementIn(template, (properties) => 'KeyPolicy' in properties, 'KeyPolicy'),
  });
  writeFileSync(templateFullPath, JSON.stringify(template));
  const [deployed] = await cloud.deploy(assembly.directory);
  outputs = deployed?.outputs ?? {};
}

type Properties = Readonly<Record<string, unknown>>;

function statementIn(
  { Resources }: { readonly Resources: Readonly<Record<string, { readonly Properties?: Properties }>> },
  isIt: (properties: Properties) => boolean,
  policy: string,
): Statement {
  const found = Object.values(Resources)
    .map(({ Properties = {} }) => Properties)
    .filter((properties) => policy in properties && isIt(properties))
    .flatMap((properties) => (properties[policy] as { Statement: Statement[] }).Statement)
    .filter(({ Sid }) => Sid === 'AllowSnsTopics');
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} statements for SNS`);
  return found[0];
}

async function delivered() {
  const publish = new PublishCommand({ TopicArn: outputs['TopicArn'], Message: 'hello' });
  await cloud.client(SNSClient).send(publish);
  await cloud.settle();
  return { queue: await bodies('Queue'), undelivered: await bodies('Undelivered') };
}

async function bodies(output: string): Promise<readonly (string | undefined)[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl: outputs[output], WaitTimeSeconds: 0 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  return Messages.map(({ Body }) => Body);
}

test('with the statements as they are written the message arrives', async () => {
  await deploy(() => {});
  expect(await delivered()).toEqual({ queue: ['hello'], undelivered: [] });
});

test.each<[string, (statement: Statement) => void]>([
  ['another action', (statement) => Object.assign(statement, { Action: 'sqs:ReceiveMessage' })],
  ['another service', (statement) => Object.assign(statement, { Principal: { Service: 's3.amazonaws.com' } })],
  ["another topic's ARN", ({ Condition }) => set(Condition, 'ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:another')],
  ['another account', ({ Condition }) => set(Condition, 'StringEquals', 'aws:SourceAccount', '444455556666')],
  ['a deny', (statement) => Object.assign(statement, { Effect: 'Deny' })],
])("with %s in the queue's statement it is undelivered, and not lost", async (_what, change) => {
  await deploy(({ queue }) => change(queue));
  expect(await delivered()).toEqual({ queue: [], undelivered: ['hello'] });
});

test.each<[string, (statement: Statement) => void]>([
  ['no data keys', (statement) => Object.assign(statement, { Action: 'kms:Decrypt' })],
  ['no decryption', (statement) => Object.assign(statement, { Action: 'kms:GenerateDataKey' })],
  ['another account', ({ Condition }) => set(Condition, 'StringEquals', 'aws:SourceAccount', '444455556666')],
])("with %s in the key's statement neither queue can take it", async (_what, change) => {
  await deploy(({ key }) => change(key));
  expect(await delivered()).toEqual({ queue: [], undelivered: [] });
});

function set(conditions: Statement['Condition'], operator: string, key: string, value: string): void {
  if (conditions[operator]?.[key] === undefined) throw new Error(`there is no ${operator} ${key}`);
  conditions[operator] = { [key]: value };
}
