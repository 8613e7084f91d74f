import type { CloudEvent } from '../../../../local';
import type { Happening } from './state';

const nameOf = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';

/** Tells what the cloud's events say of messages: what happened, and which call or deadline did it. */
export class Teller {
  private sender = '';
  /** Receives of a message from the queues that dead-lettered it. */
  private readonly elsewhere = new Map<string, number>();
  private readonly changedAt = new Map<string, number>();

  constructor(
    private readonly account: string,
    private readonly began: number,
    private readonly labelOf: (messageId: string) => string,
    private readonly maxReceiveCountOf: (queueArn: string) => number | undefined,
  ) {}

  /** Undefined for what the board does not show. */
  tell(event: CloudEvent): Happening | undefined {
    if (event.type === 'decision') return this.decided(event);
    if (event.type === 'request') return this.failed(event);
    const told = this.moved(event, String(event['messageId']));
    if (told === undefined) return undefined;
    const [what, by] = told;
    const message = event['messageId'] === undefined ? '' : this.labelOf(String(event['messageId']));
    return { ...this.at(event), queue: nameOf(event['queue']), message, what, by };
  }

  private at({ at }: CloudEvent) {
    return { seconds: (at - this.began) / 1_000, queue: '', message: '', trouble: false };
  }

  private moved(event: CloudEvent, messageId: string): readonly [what: string, by: string] | undefined {
    switch (event.type) {
      case 'sqs.sent':
        return ['sent', `SendMessage${this.sender}`];
      case 'sqs.deduplicated':
        return ['a duplicate: accepted, not delivered', `SendMessage${this.sender}`];
      case 'sqs.received':
        return [this.receive(event, messageId), 'ReceiveMessage'];
      case 'sqs.deleted':
        return ['deleted', 'DeleteMessage'];
      case 'sqs.delay-over':
        return ['visible', 'its delay is over'];
      case 'sqs.visibility-changed':
        this.changedAt.set(messageId, event.at);
        return ['visibility timeout changed', 'ChangeMessageVisibility'];
      case 'sqs.visible-again':
        return [
          'visible again',
          this.changedAt.get(messageId) === event.at
            ? 'by a visibility timeout of 0'
            : 'its visibility timeout is over',
        ];
      case 'sqs.expired':
        return ['gone for good', 'its retention is over'];
      case 'sqs.dead-lettered':
        this.elsewhere.set(messageId, Number(event['receiveCount']));
        return [`moved to ${nameOf(event['deadLetterQueue'])}`, 'ReceiveMessage, beyond maxReceiveCount'];
      case 'sqs.moved':
        return [`moved to ${nameOf(event['destination'])} as a new message`, 'StartMessageMoveTask'];
      case 'sqs.purged':
        return [`purged: ${event['messages']} messages`, 'PurgeQueue'];
      default:
        return undefined;
    }
  }

  private receive(event: CloudEvent, messageId: string): string {
    // A receive with a visibility timeout of 0 makes it visible in the same instant.
    this.changedAt.set(messageId, event.at);
    const count = Number(event['receiveCount']);
    const maximum = this.maxReceiveCountOf(String(event['queue']));
    if (maximum === undefined) return `receive ${count}`;
    return `receive ${count - (this.elsewhere.get(messageId) ?? 0)} of ${maximum}`;
  }

  /** Who sends is told where it is not the account itself. */
  private decided(event: CloudEvent): Happening | undefined {
    const { allowed, action, principal, resource, reason } = event;
    if (action === 'sqs:SendMessage') this.sender = this.own(String(principal)) ? '' : ` of ${principal}`;
    if (allowed === true) return undefined;
    const what = `denied: ${action} of ${principal} on ${nameOf(resource)}`;
    return { ...this.at(event), what, by: String(reason), trouble: true };
  }

  private own(principal: string): boolean {
    return principal.includes(`:${this.account}:`);
  }

  private failed(event: CloudEvent): Happening | undefined {
    const { service, action, error } = event;
    if (service !== 'sqs' || error === undefined || /AccessDenied|NonExistent|DoesNotExist/.test(String(error)))
      return undefined;
    return { ...this.at(event), what: String(error), by: String(action) };
  }
}
