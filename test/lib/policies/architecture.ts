import type { Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { WorkQueue, type WorkQueueProps } from '../../../lib';
import { newStack, queuePair } from '../synthesis';
import type { Cell } from './matrix';
import { EVERYTHING, roleOf } from './principals';
import { ACCOUNT, type Template, TemplatePolicies } from './template-policies';

export const PARTNER = '444455556666';

/** A stack with one work queue, and the ARNs that its table is about. */
export interface Architecture {
  readonly policies: TemplatePolicies;
  readonly queue: string;
  readonly deadLetterQueue: string;
  /** Of the customer key, where there is one. */
  readonly key: string;
}

export type Kind = 'standard' | 'FIFO' | 'standard with a customer key' | 'FIFO with a customer key';
export const KINDS: readonly Kind[] = ['standard', 'FIFO', 'standard with a customer key', 'FIFO with a customer key'];
export const hasKey = (kind: Kind): boolean => kind.endsWith('key');

export function architecture(kind: Kind, build: (stack: Stack, queue: WorkQueue) => void): Architecture {
  const stack = newStack();
  const props: WorkQueueProps = {
    ...(kind.startsWith('FIFO') ? { fifo: {} } : {}),
    ...(hasKey(kind) ? { encryptionKey: new kms.Key(stack, 'Key') } : {}),
  };
  build(stack, new WorkQueue(stack, 'Orders', props));
  const policies = new TemplatePolicies(Synthesized.fromStack(stack).toJSON() as Template);
  const pair = queuePair(stack);
  return {
    policies,
    queue: policies.arn(pair.queue.logicalId),
    deadLetterQueue: policies.arn(pair.deadLetterQueue.logicalId),
    key: policies.arns('AWS::KMS::Key')[0] ?? '',
  };
}

/** What holds for every work queue: TLS only, nobody without a policy, and a key that its account administers. */
export function baseCells({ queue, deadLetterQueue, key }: Architecture): readonly Cell[] {
  const administrator = { principal: roleOf(ACCOUNT, 'administrator'), identity: EVERYTHING };
  const stranger = { principal: roleOf(PARTNER), identity: EVERYTHING };
  const insecure = { 'aws:SecureTransport': 'false' };
  const queues = Object.entries({ queue, deadLetterQueue }).flatMap(([name, resource]): readonly Cell[] => [
    {
      ...administrator,
      title: `an administrator over TLS, ${name}`,
      action: 'sqs:SendMessage',
      resource,
      allowed: true,
    },
    ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:SetQueueAttributes'].map((action) => ({
      ...administrator,
      title: `an administrator without TLS, ${action}, ${name}`,
      action,
      resource,
      context: insecure,
      allowed: false,
    })),
    { ...stranger, title: `another account, ${name}`, action: 'sqs:SendMessage', resource, allowed: false },
    {
      title: `a role of the account without a policy, ${name}`,
      principal: roleOf(ACCOUNT),
      action: 'sqs:ReceiveMessage',
      resource,
      allowed: false,
    },
  ]);
  return key === '' ? queues : [...queues, ...keyCells(key)];
}

function keyCells(resource: string): readonly Cell[] {
  return [
    {
      title: 'an administrator of the account administers the key',
      principal: roleOf(ACCOUNT, 'administrator'),
      identity: EVERYTHING,
      action: 'kms:PutKeyPolicy',
      resource,
      allowed: true,
    },
    {
      title: 'a role without a policy does not decrypt',
      principal: roleOf(ACCOUNT),
      action: 'kms:Decrypt',
      resource,
      allowed: false,
    },
    {
      title: 'another account does not decrypt',
      principal: roleOf(PARTNER),
      identity: EVERYTHING,
      action: 'kms:Decrypt',
      resource,
      allowed: false,
    },
  ];
}
