import type { FromEnvironment, InvokeMessage, RuntimeSettings, ToEnvironment } from '../messages';
import { describeError, type Handler, invocationContext, loadHandler, run } from './handler';
import { Network } from './network';
import { VirtualChance, VirtualTime } from './virtual-time';

/**
 * The start of an execution environment: everything here is installed before user code loads.
 *
 * On the virtual clock the process tells the cloud when it has nothing left to do but wait. Node itself knows best:
 * the channel is kept from holding the event loop open, timers are the clock's, connections go through the channel;
 * so when the loop runs empty (`beforeExit`), whatever the function awaits can only come from the cloud.
 */
const settings: RuntimeSettings = JSON.parse(process.env['SPILLWAY_RUNTIME'] ?? '{}');
delete process.env['SPILLWAY_RUNTIME'];

const channel = process.channel;
const processSend = process.send?.bind(process);
if (channel === undefined || processSend === undefined)
  throw new Error('This file is started by the local cloud, with a channel to it.');
const { rss } = process.memoryUsage;
const realNow = Date.now;
const send = (message: FromEnvironment): void => void processSend(message);

const virtual = settings.clock === 'virtual';
const time = virtual ? new VirtualTime(settings.now) : undefined;
const chance = virtual ? new VirtualChance() : undefined;
chance?.seed(settings.seed);
chance?.install();
const now = (): number => time?.now() ?? realNow();

const network = new Network({ host: settings.endpointHost, port: settings.endpointPort }, send);
network.install();
captureOutput();

// When the cloud is gone, so is this environment.
process.on('disconnect', () => process.exit(0));

let received = 0;
let handling = Promise.resolve();
const loading: Promise<Handler> = loadHandler(settings);
loading.catch(() => {}); // reported by the invocation that waits for it

process.on('message', (message: ToEnvironment) => {
  received += 1;
  if (!virtual) {
    handle(message);
    return;
  }
  // Time moves first; messages keep their order although moving it takes a few turns of the event loop.
  handling = handling.then(() => time?.reach(message.now ?? 0)).then(() => handle(message));
  channel.unref();
});
if (virtual) {
  channel.unref();
  process.on('beforeExit', () => {
    channel.ref();
    send({ t: 'idle', received, nextTimer: time?.nextTimer() ?? null, rss: rss() });
  });
}

function handle(message: ToEnvironment): void {
  if (message.t === 'invoke') void invoke(message);
  else if (message.t !== 'tick') network.receive(message);
}

async function invoke(message: InvokeMessage): Promise<void> {
  let handler: Handler;
  try {
    handler = await loading;
  } catch (error) {
    send({ t: 'done', error: describeError(error) });
    return;
  }
  chance?.seed(message.seed);
  process.env['_X_AMZN_TRACE_ID'] =
    `Root=1-${Math.floor(now() / 1000).toString(16)}-${message.requestId.replaceAll('-', '').slice(0, 24)}`;
  try {
    const result = await run(handler, JSON.parse(message.payload), invocationContext(message, settings, now));
    send({ t: 'done', result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    send({ t: 'done', error: describeError(error) });
  }
}

/** What the function prints becomes its log, in order with everything else it says. */
function captureOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      send({ t: 'log', at: now(), text });
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') process.nextTick(done as () => void);
      return true;
    }) as typeof stream.write;
  }
}

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    const described = describeError(error);
    send({ t: 'log', at: now(), text: `${JSON.stringify(described)}\n` });
    processSend({ t: 'done', error: described }, () => process.exit(1));
  });
}
