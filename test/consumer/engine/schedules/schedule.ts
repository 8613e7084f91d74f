import { exponentialBackoff } from '../../../../consumer/engine/backoff';
import { Engine } from '../../../../consumer/engine/engine';
import { VirtualClock } from '../../../../consumer/testing';
import { FaultyPort } from './faulty-port';
import { scheduledHandler } from './handler';
import { History, type Verdict } from './history';
import { LambdaService } from './lambda-service';
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
  private readonly queueUrl: string;
  private readonly deadLetterQueueUrl: string;

  constructor(
    private readonly random: () => number,
    private readonly plan: Plan,
  ) {
    const suffix = plan.fifo ? '.fifo' : '';
    this.queueUrl = `${HOST}/orders${suffix}`;
    this.deadLetterQueueUrl = `${HOST}/orders-dead${suffix}`;
    this.sqs = new ModelSqs(this.clock, plan);
    this.history = new History(plan);
  }

  async run(): Promise<Verdict> {
    await (this.plan.adapter === 'worker' ? this.runWorkers() : this.runFunction());
    return this.history.verdict({ inQueue: this.sqs.backlog, deadLetters: this.sqs.deadLetters });
  }

  private async runFunction(): Promise<void> {
    const { plan, sqs, history, random } = this;
    const service = new LambdaService({
      plan,
      sqs,
      history,
      random,
      faultsUntil: FAULTS_MS,
      deadLetterQueueUrl: this.deadLetterQueueUrl,
      environment: () => this.port(),
    });
    const polling = service.run();
    await this.send();
    await this.untilEmpty();
    service.stop();
    await polling;
  }

  private async runWorkers(): Promise<void> {
    const { clock, plan, history } = this;
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
    await this.untilEmpty();
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
  }

  private async untilEmpty(): Promise<void> {
    while (this.sqs.backlog > 0 && this.clock.now() < LIMIT_MS) {
      await this.clock.sleep(STEP_MS);
    }
  }

  private port(): FaultyPort {
    const { sqs, plan, random, history } = this;
    return new FaultyPort(sqs, plan.faults, random, FAULTS_MS, (message) => history.excuse(message));
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
        const { successful } = await port.sendBatch(this.queueUrl, entries);
        history.acknowledged(successful.map((id) => bodies[Number(id)] ?? ''));
      } catch {
        // Thrown away by a throttle, or carried out and not answered: the sender cannot know.
      }
      await clock.sleep(random() * 5_000);
    }
  }

  private startWorker(): RunningWorker {
    const { random, plan, history, queueUrl, deadLetterQueueUrl } = this;
    const port = this.port();
    const handle = scheduledHandler(plan, history, random, port.clock);
    const engine = new Engine({
      port,
      queue: { arn: this.sqs.queue.identity.arn, url: queueUrl },
      deadLetterQueueUrl,
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
      handle: (message, { signal }) => handle(message, signal),
    });
    engine.start();
    return { engine, port };
  }
}
