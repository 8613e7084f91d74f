import { exponentialBackoff } from '../../../../consumer/engine/backoff';
import { Engine } from '../../../../consumer/engine/engine';
import { ack, deadLetter, type Outcome } from '../../../../consumer/engine/outcome';
import type { QueueMessage } from '../../../../consumer/engine/port';
import { VirtualClock } from '../../../../consumer/testing';
import { FaultyPort } from './faulty-port';
import { History, type Verdict } from './history';
import { ModelSqs } from './model-sqs';
import { type Plan, planOf } from './plan';
import { between, seeded } from './random';

const FAULTS_MS = 90_000;
const STEP_MS = 2_000;
const LIMIT_MS = 6 * 3_600_000;
const HOST = 'https://sqs.us-east-1.amazonaws.com/111122223333';

/**
 * Runs the schedule of a seed to its end: everything was sent, worked on, and every worker has drained.
 *
 * @param plan instead of the seed's own
 */
export async function runSchedule(seed: number, plan?: Plan): Promise<Verdict> {
  const random = seeded(seed);
  const own = planOf(random);
  return new Schedule(random, plan ?? own).run();
}

/** What a seed stands for. */
export const planOfSeed = (seed: number): Plan => planOf(seeded(seed));

interface RunningWorker {
  readonly engine: Engine;
  readonly port: FaultyPort;
}

class Schedule {
  private readonly clock = new VirtualClock(0);
  private readonly sqs: ModelSqs;
  private readonly history: History;
  private readonly suffix: string;

  constructor(
    private readonly random: () => number,
    private readonly plan: Plan,
  ) {
    this.suffix = plan.fifo ? '.fifo' : '';
    this.sqs = new ModelSqs(this.clock, plan);
    this.history = new History(plan);
  }

  async run(): Promise<Verdict> {
    const { clock, plan, history, sqs } = this;
    let workers = Array.from({ length: plan.workers }, () => this.startWorker());
    const sending = this.send();
    const [first] = workers;
    if (first !== undefined && plan.crashAt !== undefined) {
      await clock.sleep(plan.crashAt * 1_000);
      this.kill(first);
      workers = [...workers.slice(1), this.startWorker()];
    }
    const [next] = workers;
    if (next !== undefined && plan.drainAt !== undefined) {
      await clock.sleep(plan.drainAt * 1_000);
      workers = [...workers.slice(1), this.startWorker()];
      await next.engine.drain((plan.waitSeconds + 6) * 1_000, 'scale-in');
      // Its process ends: a handler that was given up and goes on regardless does not get to its end.
      this.kill(next);
    }
    await sending;
    while (sqs.backlog > 0 && clock.now() < LIMIT_MS) {
      await clock.sleep(STEP_MS);
    }
    for (const { engine, port } of workers) {
      const { complete, givenUp } = await engine.drain(3_600_000, 'the end');
      if (!complete || givenUp > 0) {
        history.violation('a worker did not drain in an hour without faults');
      }
      if (engine.permits.taken !== 0) {
        history.violation(`${engine.permits.taken} slots were never given back`);
      }
      if (port.inHand.size > 0) {
        history.violation(`${port.inHand.size} receives were never settled`);
      }
    }
    return history.verdict({ inQueue: sqs.backlog, deadLetters: sqs.deadLetters });
  }

  private kill({ port }: RunningWorker): void {
    for (const message of port.die()) {
      this.history.excuse(message);
    }
  }

  private async send(): Promise<void> {
    const { random, plan, clock, history } = this;
    const port = new FaultyPort(this.sqs, plan.faults, random, FAULTS_MS);
    for (let sent = 0; sent < plan.messages; ) {
      const count = Math.min(between(random, 1, 10), plan.messages - sent);
      const bodies = Array.from({ length: count }, (_, position) => String(sent + position));
      const entries = bodies.map((body, position) => {
        const groupId = plan.fifo ? `g${between(random, 1, plan.groups)}` : undefined;
        history.attempted(body, groupId);
        return {
          id: String(position),
          body,
          messageAttributes: {},
          groupId,
          deduplicationId: plan.fifo ? body : undefined,
        };
      });
      sent += count;
      try {
        const { successful } = await port.sendBatch(`${HOST}/orders${this.suffix}`, entries);
        history.acknowledged(successful.map((id) => bodies[Number(id)] ?? ''));
      } catch {
        // Thrown away by a throttle, or carried out and not answered: the sender cannot know.
      }
      await clock.sleep(random() * 5_000);
    }
  }

  private startWorker(): RunningWorker {
    const { random, plan, history, suffix } = this;
    const port = new FaultyPort(this.sqs, plan.faults, random, FAULTS_MS, (message) => history.excuse(message));
    const running = history.worker();
    const engine = new Engine({
      port,
      queue: { arn: this.sqs.queue.identity.arn, url: `${HOST}/orders${suffix}` },
      deadLetterQueueUrl: `${HOST}/orders-dead${suffix}`,
      concurrency: plan.concurrency,
      visibilitySeconds: plan.visibilitySeconds,
      waitSeconds: plan.waitSeconds,
      backoff: exponentialBackoff({ maxSeconds: 30 }),
      maxDelaySeconds: 43_200,
      random,
      onReceiveFailure: () => undefined,
      onSettled: (settled) => {
        port.inHand.delete(settled.message.receiptHandle);
        history.settled(settled);
      },
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

  private async handle(message: QueueMessage, signal: AbortSignal, port: FaultyPort): Promise<Outcome> {
    const { random, plan, history } = this;
    const { slowHandler, handlerError, permanentError, disobedient } = plan.faults;
    const obeys = random() >= disobedient;
    const longest = random() < slowHandler ? plan.visibilitySeconds * 3_000 : 500;
    await port.clock.sleep(random() * longest, obeys ? signal : undefined);
    if (obeys) {
      signal.throwIfAborted();
    }
    if (random() < handlerError) {
      history.failed(message);
      throw new Error('the handler failed');
    }
    if (random() < permanentError) {
      return deadLetter('never');
    }
    history.succeeded(message, signal);
    return ack();
  }
}
