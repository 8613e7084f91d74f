import { type Process, runWorker, type Worker, type WorkerSettings } from '../../../consumer';
import { type Ec2InstanceOptions, ec2Instance } from '../../../consumer/ec2';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';
import { AutoScalingEndpoint } from './auto-scaling-endpoint';
import { FastClock } from './fast-clock';
import { Imds } from './imds';

export const GROUP = 'workers';
export const HOOK = 'drain';
export const INSTANCE = 'i-0123456789abcdef0';
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

/** An instance with its metadata, Auto Scaling, a queue, and a worker. */
export class World {
  readonly imds = new Imds();
  readonly autoScaling = new AutoScalingEndpoint();
  readonly clock = new FastClock();
  readonly port = new InMemoryPort(this.clock);
  readonly logger = new MemoryLogger();
  /** What happened, in order. */
  readonly events: string[] = [];
  private close: () => void = () => undefined;
  private worker?: Worker;

  get queue() {
    return this.port.queue(queueUrl);
  }

  send(body: unknown): void {
    this.queue.send({ body: JSON.stringify(body), messageAttributes: {} });
  }

  async start(
    process: Process<unknown>,
    instance: Ec2InstanceOptions = {},
    settings: WorkerSettings = {},
  ): Promise<Worker> {
    await this.imds.start();
    const client = await this.autoScaling.start();
    this.close = () => client.destroy();
    this.autoScaling.onRequest = ({ action }) => this.events.push(action);
    this.worker = runWorker({
      queueUrl,
      port: this.port,
      logger: this.logger,
      waitTime: 1,
      drainBudget: 10_000,
      signals: [],
      instance: ec2Instance({
        autoScalingGroupName: GROUP,
        lifecycleHookName: HOOK,
        client,
        metadataEndpoint: this.imds.endpoint,
        ...instance,
      }),
      process,
      ...settings,
    });
    return this.worker;
  }

  /** Auto Scaling is about to terminate the instance. */
  terminate(): void {
    this.imds.items.set('autoscaling/target-lifecycle-state', 'Terminated');
  }

  /** Resolves when a condition holds; the test's own timeout ends the wait. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  logged(text: string) {
    return this.logger.lines.filter(({ message }) => message.includes(text));
  }

  async stop(): Promise<void> {
    await this.worker?.drain('the test is over');
    this.close();
    await this.autoScaling.stop();
    await this.imds.stop();
  }
}
