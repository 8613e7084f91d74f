import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import {
  type DeadLetter,
  type DeadLetterAccess,
  type DeadLetterQueue,
  deadLetterAccess,
  findDeadLetterQueue,
  lookAtDeadLetters,
} from '../../../consumer/dlq';
import type { QueuePort } from '../../../consumer/engine/port';
import { redrivePolicy, SqsCloud } from '../../local/sqs/sqs-cloud';

/** A source queue and its dead-letter queue on a local cloud, seen through the library. Sleeping passes virtual time. */
export class DeadLetters {
  static async start(fifo = false): Promise<DeadLetters> {
    const sqs = await SqsCloud.start();
    const suffix = fifo ? '.fifo' : '';
    const dead = await sqs.createQueue(`orders-dlq${suffix}`);
    const source = await sqs.createQueue(`orders${suffix}`, { RedrivePolicy: redrivePolicy(`orders-dlq${suffix}`, 1) });
    const access = deadLetterAccess({
      sqs: sqs.client,
      waitSeconds: 0,
      clock: { now: () => sqs.cloud.now(), sleep: (ms) => sqs.cloud.advance(ms) },
    });
    return new DeadLetters(sqs, dead, source, access, await findDeadLetterQueue(access, dead));
  }

  private constructor(
    readonly sqs: SqsCloud,
    readonly dead: string,
    readonly source: string,
    readonly access: DeadLetterAccess,
    readonly queue: DeadLetterQueue,
  ) {}

  stop(): Promise<void> {
    return this.sqs.stop();
  }

  /** As the engine dead-letters: a program sends a copy. */
  send(body: string, attributes: Readonly<Record<string, string>> = {}, group?: string) {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]): [string, MessageAttributeValue] => [
        name,
        { DataType: 'String', StringValue },
      ]),
    );
    const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: `id-${body}` };
    return this.sqs.send(this.dead, body, { MessageAttributes, ...fifo });
  }

  /** As SQS dead-letters: received too often. Returns the message's id. */
  async fail(body: string): Promise<string | undefined> {
    const { MessageId } = await this.sqs.send(this.source, body);
    await this.sqs.receive(this.source, { VisibilityTimeout: 1 });
    await this.sqs.pass(1);
    await this.sqs.receive(this.source);
    return MessageId;
  }

  /** The port, with somebody who sees what is sent and says which entries SQS fails. */
  watched(fail: (entries: Parameters<QueuePort['sendBatch']>[1]) => readonly string[]): QueuePort {
    const { port } = this.access;
    return {
      ...port,
      sendBatch: async (url, entries) => {
        const ids = fail(entries);
        const rest = entries.filter(({ id }) => !ids.includes(id));
        const result = rest.length === 0 ? { successful: [], failed: [] } : await port.sendBatch(url, rest);
        const failed = ids.map((id) => ({ id, code: 'InternalError', message: 'not today', senderFault: false }));
        return { ...result, failed: [...result.failed, ...failed] };
      },
    };
  }

  async look(): Promise<readonly DeadLetter[]> {
    const letters: DeadLetter[] = [];
    await lookAtDeadLetters(this.access, this.queue, (some) => void letters.push(...some));
    return letters;
  }

  /** Bodies in the source queue, sorted unless it is FIFO. */
  async moved(): Promise<readonly (string | undefined)[]> {
    const bodies = await this.sqs.bodies(this.source);
    return this.queue.fifo ? bodies : bodies.sort();
  }
}
