import { exponentialBackoff } from '../../../../consumer/engine/backoff';
import { Engine } from '../../../../consumer/engine/engine';
import { ack, deadLetter, type Outcome } from '../../../../consumer/engine/outcome';
import type { QueueMessage } from '../../../../consumer/engine/port';
import { InMemoryPort, VirtualClock } from '../../../../consumer/testing';
import { History, type Verdict } from './history';
import { injectorOf, type Plan, planOf } from './plan';
import { between, seeded } from './random';
import { WorkerPort } from './worker-port';

const FAULTS_MS = 90_000;
const STEP_MS = 2_000;
const LIMIT_MS = 6 * 3_600_000;

/** Runs the schedule of a seed to its end: everything was sent, worked on, and every worker has drained. */
export async function runSchedule(seed: number): Promise<Verdict> {
  return new Schedule(seed).run();
}

interface RunningWorker {
  readonly engine: Engine;
  readonly port: WorkerPort;
}

class Schedule {
  private readonly random: () => number;
  private readonly plan: Plan;
  private readonly clock = new VirtualClock(0);
  private readonly sqs: InMemoryPort;
  private readonly history: History;
  private readonly url: string;
  private readonly deadLetterUrl: string;

  constructor(private readonly seed: number) {
    this.random = seeded(seed);
    this.plan = planOf(this.random);
    const suffix = this.plan.fifo ? '.fifo' : '';
    this.url = `https://sqs.us-east-1.amazonaws.com/111122223333/orders${suffix}`;
    this.deadLetterUrl = `https://sqs.us-east-1.amazonaws.com/111122223333/orders-dead${suffix}`;
    const active = () => this.clock.now() < FAULTS_MS;
    this.sqs = new InMemoryPort(
      this.clock,
      injectorOf(this.plan.faults, this.random, active, () => this.sqs),
    );
    this.history = new History(this.plan);
  }

  async run(): Promise<Verdict> {
    const { clock, plan, history } = this;
    let workers = Array.from({ length: plan.workers }, () => this.startWorker());
    const sending = this.send();
    const [first] = workers;
    if (first !== undefined && plan.crashAt !== undefined) {
      await clock.sleep(plan.crashAt * 1_000);
      first.port.alive = false;
      workers = [...workers.slice(1), this.startWorker()];
    }
    const [next] = workers;
    if (next !== undefined && plan.drainAt !== undefined) {
      await clock.sleep(plan.drainAt * 1_000);
      workers = [...workers.slice(1), this.startWorker()];
      await next.engine.drain((plan.waitSeconds + 6) * 1_000, 'scale-in');
    }
    await sending;
    const queue = this.sqs.queue(this.url);
    while (queue.messages.length > 0 && clock.now() < LIMIT_MS) {
      await clock.sleep(STEP_MS);
    }
    for (const { engine } of workers) {
      const { complete, givenUp } = await engine.drain(3_600_000, 'the end');
      if (!complete || givenUp > 0) {
        history.violation('a worker did not drain in an hour without faults');
      }
      if (engine.permits.taken !== 0) {
        history.violation(`${engine.permits.taken} slots were never given back`);
      }
    }
    const deadLetters = this.sqs.queue(this.deadLetterUrl).messages.map(({ body }) => body);
    return history.verdict(
      this.seed,
      queue.messages.map(({ body }) => body),
      deadLetters,
    );
  }

  private async send(): Promise<void> {
    const { random, plan, clock, history } = this;
    for (let sent = 0; sent < plan.messages; ) {
      const count = Math.min(between(random, 1, 10), plan.messages - sent);
      const bodies = Array.from({ length: count }, (_, position) => String(sent + position));
      const entries = bodies.map((body, position) => {
        const groupId = plan.fifo ? `g${between(random, 1, plan.groups)}` : undefined;
        history.attempted(body, groupId);
        return { id: String(position), body, messageAttributes: {}, groupId, deduplicationId: body };
      });
      sent += count;
      try {
        const { successful } = await this.sqs.sendBatch(this.url, entries);
        history.acknowledged(successful.map((id) => bodies[Number(id)] ?? ''));
      } catch {
        // Thrown away by a throttle, or carried out and not answered: the sender cannot know.
      }
      await clock.sleep(random() * 5_000);
    }
  }

  private startWorker(): RunningWorker {
    const { random, plan, history } = this;
    const port = new WorkerPort(this.sqs, plan.faults, random, FAULTS_MS);
    const running = history.worker();
    const engine = new Engine({
      port,
      queue: { arn: `arn:aws:sqs:us-east-1:111122223333:orders${plan.fifo ? '.fifo' : ''}`, url: this.url },
      deadLetterQueueUrl: this.deadLetterUrl,
      concurrency: plan.concurrency,
      visibilitySeconds: plan.visibilitySeconds,
      waitSeconds: plan.waitSeconds,
      backoff: exponentialBackoff({ maxSeconds: 30 }),
      maxDelaySeconds: 43_200,
      random,
      onReceiveFailure: () => undefined,
      onSettled: () => undefined,
      handle: async (message, signal) => {
        running.begin(message);
        try {
          return await this.handle(message, signal, port);
        } finally {
          running.end(message);
        }
      },
    });
    engine.start();
    return { engine, port };
  }

  private async handle(message: QueueMessage, signal: AbortSignal, port: WorkerPort): Promise<Outcome> {
    const { random, plan, history } = this;
    const { slowHandler, handlerError, permanentError, obedient } = plan.faults;
    const longest = random() < slowHandler ? plan.visibilitySeconds * 3_000 : 500;
    await port.clock.sleep(random() * longest, obedient ? signal : undefined);
    if (obedient) {
      signal.throwIfAborted();
    }
    if (random() < handlerError) {
      throw new Error('the handler failed');
    }
    if (random() < permanentError) {
      return deadLetter('never');
    }
    history.succeeded(message);
    return ack();
  }
}
