import { Assets } from '../../local/assets';
import { EventStream } from '../../local/kernel/events';
import { Faults } from '../../local/kernel/faults';
import type { Kernel } from '../../local/kernel/kernel';
import { Random } from '../../local/kernel/random';
import { RealClock } from '../../local/kernel/real-clock';
import { Work } from '../../local/kernel/work';
import { ServiceRouter } from '../../local/service-router';
import { createIam } from '../../local/services/iam';
import type { CallOptions } from '../../local/services/service';
import { createSqs } from '../../local/services/sqs';
import { userArn } from '../../model/arn';
import { account, entryIds, messageBody, type QueueRequests, queueName, queueUrl, region } from './requests';

interface Received {
  readonly Messages?: readonly { readonly ReceiptHandle: string }[];
}

/** The cloud below its protocols: access decision and queue, as one service asks another. */
export async function routerRequests(body = (): string => messageBody): Promise<QueueRequests> {
  const clock = new RealClock();
  const random = new Random('bench');
  const kernel: Kernel = {
    clock,
    random,
    work: new Work('real'),
    events: new EventStream(() => clock.now()),
    faults: new Faults(random, []),
    assets: new Assets(),
    directory: '',
  };
  const iam = createIam(kernel);
  const router = new ServiceRouter(kernel, iam.directory, 'strict', () => 'http://127.0.0.1');
  router.add(createSqs(kernel));
  const caller: CallOptions = {
    principal: { kind: 'user', account, arn: userArn({ account, name: 'administrator' }) },
    account,
    region,
  };
  const QueueUrl = queueUrl('http://127.0.0.1');
  const call = <Output = unknown>(action: string, input: object): Promise<Output> =>
    router.call<Output>('sqs', action, input, caller);
  await call('CreateQueue', { QueueName: queueName });

  return {
    async send(size) {
      if (size === 1) await call('SendMessage', { QueueUrl, MessageBody: body() });
      else {
        const Entries = entryIds.slice(0, size).map((Id) => ({ Id, MessageBody: body() }));
        await call('SendMessageBatch', { QueueUrl, Entries });
      }
    },

    async receive(MaxNumberOfMessages) {
      const { Messages = [] } = await call<Received>('ReceiveMessage', { QueueUrl, MaxNumberOfMessages });
      return Messages.map(({ ReceiptHandle }) => ReceiptHandle);
    },

    async delete(handles) {
      if (handles.length === 1) await call('DeleteMessage', { QueueUrl, ReceiptHandle: handles[0] });
      else {
        const Entries = handles.map((ReceiptHandle, index) => ({ Id: entryIds[index], ReceiptHandle }));
        await call('DeleteMessageBatch', { QueueUrl, Entries });
      }
    },

    close: () => clock.stop(),
  };
}
