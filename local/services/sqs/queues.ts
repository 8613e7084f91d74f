import { queueArn } from '../../../model/arn';
import { DELETED_NAME_SECONDS } from '../../../model/limits/sqs';
import type { Kernel } from '../../kernel/kernel';
import { compareKeys } from '../page';
import type { Request } from '../service';
import { invalidAddress, missingParameter, queueDeletedRecently, queueDoesNotExist } from './errors';
import { LiveQueue } from './live-queue';
import { MessageIds } from './model/message-ids';
import type { QueueSettings } from './model/queue-settings';
import { QueueEvents } from './queue-events';
import { QueueKeys } from './queue-key';

/** All queues of the cloud, of every account and region. */
export class Queues {
  readonly ids: MessageIds;
  readonly keys = new QueueKeys();
  private readonly byArn = new Map<string, LiveQueue>();
  private readonly deletedAt = new Map<string, number>();
  private readonly events: QueueEvents;
  private created = 0;

  constructor(readonly kernel: Kernel) {
    this.ids = new MessageIds(kernel.random.fork('sqs').bytes(16));
    this.events = new QueueEvents(kernel.events, this.ids);
  }

  create(
    request: Pick<Request, 'account' | 'region'>,
    name: string,
    fifo: boolean,
    attributes: ReadonlyMap<string, string>,
    settings: QueueSettings,
  ): LiveQueue {
    const { account, region } = request;
    const arn = queueArn({ account, region, name });
    const deletedAt = this.deletedAt.get(arn);
    if (deletedAt !== undefined && this.kernel.clock.now() < deletedAt + DELETED_NAME_SECONDS * 1000) {
      throw queueDeletedRecently();
    }
    this.deletedAt.delete(arn);
    this.created += 1;
    const around = { ids: this.ids, observer: this.events, find: (target: string) => this.byArn.get(target)?.target };
    const identity = { arn, fifo, number: this.created };
    const queue = new LiveQueue(identity, account, name, attributes, settings, around, this.kernel, () =>
      this.followMoves(),
    );
    this.byArn.set(arn, queue);
    return queue;
  }

  delete(queue: LiveQueue): void {
    this.byArn.delete(queue.arn);
    this.deletedAt.set(queue.arn, this.kernel.clock.now());
    queue.close();
  }

  /** By ARN; undefined when there is none. */
  find(arn: string): LiveQueue | undefined {
    return this.byArn.get(arn);
  }

  all(): readonly LiveQueue[] {
    return [...this.byArn.values()];
  }

  named(request: Pick<Request, 'region'>, account: string, name: string): LiveQueue {
    const queue = this.byArn.get(queueArn({ account, region: request.region, name }));
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  }

  /** The host does not matter: SDKs send the URL to whatever endpoint they are configured with. */
  at(url: string | undefined, request: Pick<Request, 'region'>): LiveQueue {
    if (!url) throw missingParameter('QueueUrl');
    const [name, account] = url.split('/').reverse();
    if (!name || !account) throw invalidAddress(url);
    return this.named(request, account, name);
  }

  /** In the order of their names. */
  owned(account: string, region: string): LiveQueue[] {
    const scope = queueArn({ account, region, name: '' });
    return [...this.byArn.values()]
      .filter(({ arn }) => arn.startsWith(scope))
      .sort((a, b) => compareKeys(a.name, b.name));
  }

  /** The queues that have this one as their dead-letter queue. */
  sourcesOf(target: LiveQueue): LiveQueue[] {
    return [...this.byArn.values()]
      .filter(({ settings }) => settings.redrive?.deadLetterTargetArn === target.arn)
      .sort((a, b) => compareKeys(a.name, b.name));
  }

  url(queue: LiveQueue, request: Pick<Request, 'endpoint'>): string {
    return `${request.endpoint}/${queue.account}/${queue.name}`;
  }

  /** A dead-letter queue that got messages serves its own waiters and sets its own timers, after the move. */
  private followMoves(): void {
    for (const arn of this.events.takeTargets()) this.byArn.get(arn)?.changed();
  }
}
