import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Ledger, Scene } from '../contract';

/** Seconds that an order takes: the worker waits for the bank. */
export const WORK = 60;
/** Seconds from a running instance to a worker that receives. */
const BOOT = 40;

export interface WorkerPlace {
  readonly scene: Scene;
  readonly url: string;
  /** When which order was begun. */
  readonly begun: Ledger;
  /** Answers the lifecycle hooks that hold this instance. */
  proceed(): Promise<void>;
}

/** The program on one instance, from its boot until it has drained. */
export class Worker {
  readonly ended: Promise<void>;
  private leaving = false;
  private gone = false;
  private order: string | undefined;

  constructor(private readonly place: WorkerPlace) {
    this.ended = this.live();
  }

  /** Takes nothing more, and ends what it has. */
  leave(): void {
    this.leaving = true;
  }

  /** The instance is no more. Returns the order that it was at. */
  kill(): string | undefined {
    this.leaving = true;
    this.gone = true;
    return this.order;
  }

  private async live(): Promise<void> {
    await this.place.scene.sleep(BOOT);
    if (this.gone) return;
    await this.place.proceed();
    while (!this.leaving) await this.receive();
    if (!this.gone) await this.place.proceed();
  }

  private async receive(): Promise<void> {
    const { scene, url } = this.place;
    const { Messages = [] } = await scene.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 1, WaitTimeSeconds: 20 }),
    );
    for (const message of Messages) await (this.leaving ? this.giveBack(message) : this.work(message));
  }

  private async work({ Body = '', ReceiptHandle }: Message): Promise<void> {
    const { scene, url, begun } = this.place;
    begun.write(Body, scene.now());
    this.order = Body;
    await scene.sleep(WORK);
    if (this.gone) return;
    await scene.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    this.order = undefined;
  }

  /** It came while the worker waited for the end of its last receive. */
  private async giveBack({ ReceiptHandle }: Message): Promise<void> {
    const { scene, url } = this.place;
    await scene.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }));
  }
}
