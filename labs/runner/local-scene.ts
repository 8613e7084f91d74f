import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud, StackResult } from '../../local';
import { type ClientClass, LabError, type Scene } from '../contract/scene';
import type { Code } from './code';
import { deploy } from './deploy';
import type { Timers } from './timers';

/** Deploys the learner's stack into a local cloud on virtual time. */
export async function localScene(cloud: LocalCloud, code: Code, timers: Timers): Promise<Scene> {
  const { resources } = await deploy(cloud, code);
  const sqs = cloud.client(SQSClient);
  const began = cloud.now();
  const denials: string[] = [];
  const refusedAnswers: string[] = [];
  cloud.events.subscribe(({ type, allowed, principal, action, reason }) => {
    if (type === 'decision' && allowed === false) denials.push(`${principal}, ${action}: ${reason}`);
    if (type === 'lambda.batch-response-refused') refusedAnswers.push(String(reason));
  });
  return {
    code,
    sqs,
    began,
    otherAccounts: true,
    pollSeconds: 0,
    account: cloud.account,
    region: cloud.region,
    client: <Client>(Class: ClientClass<Client>, account?: string) => cloud.client(Class, { account }),
    now: () => (cloud.now() - began) / 1_000,
    pass: (seconds) => cloud.advance(seconds * 1_000),
    sleep: (seconds) => new Promise((resolve) => timers.setTimeout(() => resolve(), seconds * 1_000)),
    queueUrl: (name) => queueUrl(sqs, name),
    denials: () => denials,
    refusedAnswers: () => refusedAnswers,
    physicalId: (type) => physicalId(resources, type),
  };
}

export async function queueUrl(sqs: SQSClient, name: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl;
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new LabError(`The stack must have a queue named '${name}': the lab sends to it. Give it that 'queueName'.`);
  }
}

export function physicalId(resources: StackResult['resources'], type: string): string {
  const [resource] = resources.filter((candidate) => candidate.type === type);
  if (resource === undefined) throw new LabError(`The stack must have an ${type}: the lab uses it.`);
  return resource.physicalId;
}
