import type { ClientTask } from './client';
import type { HandlerName } from './handlers';
import type { QueueSetup } from './queue';

export interface Entrant {
  readonly title: string;
  /** A file of `contenders/` and what it exports. */
  readonly module: string;
  readonly name: string;
  readonly kind: 'ours' | 'library' | 'ceiling' | 'Lambda, ours' | 'Lambda, library';
  readonly env?: Readonly<Record<string, string>>;
}

export interface Cell {
  readonly title: string;
  readonly setup: QueueSetup;
  readonly task: Omit<ClientTask, 'endpoint'>;
}

const quiet = { POWERTOOLS_LOG_LEVEL: 'WARN' };

export const WORKER = 'worker';
export const CEILING = 'loop by hand, pipelined';
export const BATCH_MODE = 'sqs-consumer, batches';

export const entrants: readonly Entrant[] = [
  { title: WORKER, module: 'worker', name: 'worker', kind: 'ours', env: quiet },
  { title: CEILING, module: 'ceiling', name: 'ceiling', kind: 'ceiling' },
  { title: 'squiss-ts', module: 'squiss', name: 'squiss', kind: 'library' },
  { title: 'sqs-consumer, batches, 10 of it', module: 'sqs-consumer', name: 'sqsConsumerBatches', kind: 'library' },
  { title: BATCH_MODE, module: 'sqs-consumer', name: 'sqsConsumerBatch', kind: 'library' },
  { title: 'sqs-consumer, one by one', module: 'sqs-consumer', name: 'sqsConsumerSingle', kind: 'library' },
  { title: 'Lambda: Powertools batch', module: 'lambda', name: 'powertoolsBatch', kind: 'Lambda, library' },
  {
    title: 'Lambda: consume(), by response',
    module: 'lambda',
    name: 'lambdaAdapterReporting',
    kind: 'Lambda, ours',
    env: quiet,
  },
  {
    title: 'Lambda: consume(), with checkpoints',
    module: 'lambda',
    name: 'lambdaAdapterDeleting',
    kind: 'Lambda, ours',
    env: quiet,
  },
];

/** The worker as it is without any settings: it logs a line for each message. */
export const withLog: Entrant = {
  title: 'worker, a log line a message',
  module: 'worker',
  name: 'worker',
  kind: 'ours',
};

const windows: Readonly<Record<HandlerName, Pick<ClientTask, 'warmUpMs' | 'windowMs'>>> = {
  'at once': { warmUpMs: 300, windowMs: 900 },
  fixed: { warmUpMs: 300, windowMs: 900 },
  'heavy-tailed': { warmUpMs: 1_000, windowMs: 2_000 },
};
const delays = [0, 8];

export const cells: readonly Cell[] = (['at once', 'fixed', 'heavy-tailed'] satisfies HandlerName[]).flatMap(
  (handler) =>
    delays.map((delayMs) => ({
      title: `${handler}, ${delayMs} ms`,
      setup: { delayMs, failing: 0, visibilitySeconds: 30 },
      task: { handler, visibilitySeconds: 30, ...windows[handler] },
    })),
);

/** Longer than the visibility timeout, so that what was not deleted comes again. */
export const failingCells: readonly Cell[] = delays.map((delayMs) => ({
  title: `fixed, ${delayMs} ms`,
  setup: { delayMs, failing: 0.2, visibilitySeconds: 2 },
  task: { handler: 'fixed', visibilitySeconds: 2, warmUpMs: 300, windowMs: 3_000 },
}));
