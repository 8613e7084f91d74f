import { setTimeout as sleep } from 'node:timers/promises';
import { type Contender, sdk } from './contender';
import { Handler, type HandlerName } from './handlers';
import type { ServerCounts } from './server';

export interface ClientTask {
  readonly endpoint: string;
  readonly handler: HandlerName;
  readonly visibilitySeconds: number;
  readonly warmUpMs: number;
  readonly windowMs: number;
}

/** What was seen in the window, and what of it was repeated by the end. */
export interface Measured {
  readonly messagesPerSecond: number;
  readonly requestsPerMessage: number;
  /** Microseconds of the client's processor time. */
  readonly cpuPerMessage: number;
  /** Parts of a core that the server was busy. */
  readonly serverBusy: number;
  /** Runs of the handler for a message that it had handled before, those included that are still to come. */
  readonly repeated: number;
}

const STOP_MS = 15_000;
const WARM_CPU_MICROSECONDS = 3_000_000;
const SETTLE_MS = 100;
const [module = '', name = ''] = process.argv.slice(2);

async function measure(contender: Contender, task: ClientTask): Promise<Measured> {
  const { endpoint, visibilitySeconds } = task;
  const handler = new Handler(task.handler);
  const client = new sdk.SQS({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'local' },
  });
  const stop = contender({ queueUrl: `${endpoint}/111122223333/bench`, client, handler, visibilitySeconds });
  await sleep(task.warmUpMs);
  // Once in the life of the process: what is not compiled yet would count against whoever has more code.
  while (cpuMicroseconds() < WARM_CPU_MICROSECONDS) await sleep(50);
  const before = await moment(endpoint);
  await sleep(task.windowMs);
  const after = await moment(endpoint);
  const inTime = await Promise.race([stop().then(() => true), sleep(STOP_MS, false)]);
  // Some libraries end before their last deletion is answered.
  await sleep(SETTLE_MS);
  if (!inTime) throw new Error(`${name} did not stop in ${STOP_MS / 1_000} s.`);
  const left = (await (await fetch(`${endpoint}/left`)).json()) as readonly string[];
  client.destroy();
  const messages = after.deleted - before.deleted;
  const ms = after.time - before.time;
  return {
    messagesPerSecond: (messages / ms) * 1_000,
    requestsPerMessage: (after.requests - before.requests) / messages,
    cpuPerMessage: (after.clientMicroseconds - before.clientMicroseconds) / messages,
    serverBusy: (after.cpuMs - before.cpuMs) / ms,
    repeated: handler.repeated + handler.handledAmong(left),
  };
}

async function moment(endpoint: string) {
  const counts = (await (await fetch(`${endpoint}/counts`)).json()) as ServerCounts;
  return { ...counts, clientMicroseconds: cpuMicroseconds(), time: performance.now() };
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function main(): Promise<void> {
  const { [name]: contender }: Readonly<Record<string, Contender>> = await import(module);
  if (contender === undefined) throw new Error(`${module} has no ${name}.`);
  process.on('message', async (task: ClientTask) => {
    process.send?.(await measure(contender, task));
  });
  process.send?.({});
}

process.on('disconnect', () => process.exit());
void main();
