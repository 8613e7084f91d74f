import type { Fault } from '../../../local';
import type { FaultCase, Where } from '../fault-case';
import type { Costs } from '../world/verdict';

const everyRequest = ['ReceiveMessage', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch', 'SendMessageBatch'];
const failing = (n: number): boolean => n % 4 === 0;
const failsOnce = (n: number) => ({ acts: failing(n) ? (['throw'] as const) : [] });
const notDeleted = 'a message that is done could not be deleted in time';
const sentTwice = 'a message whose answer was lost is sent again, and a standard queue takes both';

const throttled = (code: string): readonly Fault[] =>
  everyRequest.map((action) => ({
    on: `sqs:${action}`,
    probability: 0.4,
    error: { code, message: 'Request is throttled.', status: 400 },
  }));

const onStandard =
  (costs: Costs) =>
  ({ queue }: Where): Costs =>
    queue === 'standard' ? costs : {};

/** SQS, or the way to it, is at fault. */
export const requests: readonly FaultCase[] = [
  {
    name: 'Delete response lost',
    how: '`reset` on 40 % of DeleteMessageBatch: carried out, connection broken',
    faults: [{ on: 'sqs:DeleteMessageBatch', probability: 0.4, effect: 'reset' }],
  },
  {
    name: 'Delete request lost',
    how: '`drop` on 40 % of DeleteMessageBatch: not carried out, connection broken',
    faults: [{ on: 'sqs:DeleteMessageBatch', probability: 0.4, effect: 'drop' }],
    costs: { repeats: notDeleted },
  },
  {
    name: 'Delete response delayed',
    how: '`delay` of 8 s on 40 % of DeleteMessageBatch',
    faults: [{ on: 'sqs:DeleteMessageBatch', probability: 0.4, effect: 'delay', seconds: 8 }],
    lastsSeconds: 120,
  },
  {
    name: 'Delete carried out late',
    how: '`late` by 8 s on 40 % of DeleteMessageBatch',
    faults: [{ on: 'sqs:DeleteMessageBatch', probability: 0.4, effect: 'late', seconds: 8 }],
    lastsSeconds: 120,
  },
  {
    name: 'DeleteMessageBatch fails in part',
    how: '`partial`: 30 % of the entries',
    faults: [{ on: 'sqs:DeleteMessageBatch', probability: 0.3, effect: 'partial' }],
  },
  {
    name: 'ChangeMessageVisibility fails',
    how: '60 % of ChangeMessageVisibilityBatch, a further 30 % of the entries',
    job: failsOnce,
    faults: [
      { on: 'sqs:ChangeMessageVisibilityBatch', probability: 0.6 },
      { on: 'sqs:ChangeMessageVisibilityBatch', probability: 0.3, effect: 'partial' },
    ],
    lastsSeconds: 120,
  },
  {
    name: 'duplicate delivery',
    how: '`duplicate`: 25 % of what is received is visible again at once',
    faults: [{ on: 'sqs:ReceiveMessage', probability: 0.25, effect: 'duplicate' }],
    costs: { repeats: 'a standard queue delivers at least once' },
    impossible: { fifo: 'a FIFO queue does not deliver twice before the visibility timeout' },
  },
  {
    name: 'empty receives',
    how: '`empty` on 60 % of ReceiveMessage',
    faults: [{ on: 'sqs:ReceiveMessage', probability: 0.6, effect: 'empty', atMost: 200 }],
    // An empty answer comes at once, and Lambda's pollers ask again at once.
    lastsSeconds: 20,
  },
  {
    name: 'Receive response lost',
    how: '`reset` on 20 % of ReceiveMessage, three times at most: messages are in flight, and nobody has them',
    faults: [{ on: 'sqs:ReceiveMessage', probability: 0.2, effect: 'reset', atMost: 3 }],
    lastsSeconds: 120,
  },
  {
    name: 'Receive response delayed',
    how: '`delay` of 3 s on half of ReceiveMessage: messages arrive out of order',
    faults: [{ on: 'sqs:ReceiveMessage', probability: 0.5, effect: 'delay', seconds: 3 }],
    lastsSeconds: 120,
  },
  {
    name: 'throttling',
    how: '`RequestThrottled` for 40 % of all requests',
    job: failsOnce,
    faults: throttled('RequestThrottled'),
    costs: { repeats: notDeleted },
  },
  {
    name: 'throttling by KMS',
    how: '`KMS.ThrottlingException` for 40 % of all requests',
    job: failsOnce,
    faults: throttled('KMS.ThrottlingException'),
    costs: { repeats: notDeleted },
  },
  {
    name: '5xx on Send',
    how: '503 for half of SendMessageBatch, a further 20 % of the entries fail',
    faults: [
      { on: 'sqs:SendMessageBatch', probability: 0.5 },
      { on: 'sqs:SendMessageBatch', probability: 0.2, effect: 'partial' },
    ],
  },
  {
    name: 'Send reset, outcome unknown, retried',
    how: '`reset` and `drop`, 30 % of SendMessageBatch each; the producer sends again',
    faults: [
      { on: 'sqs:SendMessageBatch', probability: 0.3, effect: 'reset' },
      { on: 'sqs:SendMessageBatch', probability: 0.3, effect: 'drop' },
    ],
    costs: onStandard({ repeats: sentTwice }),
  },
  {
    name: 'Send reset, outcome unknown, given up',
    how: 'one `reset`, one `drop`, and the producer does not send again (`retrySeconds: 0`)',
    faults: [
      { on: 'sqs:SendMessageBatch', probability: 1, effect: 'reset', atMost: 1 },
      { on: 'sqs:SendMessageBatch', probability: 1, effect: 'drop', atMost: 1 },
    ],
    send: (world, count) =>
      world.send(
        Array.from({ length: 2 * count }, (_, n) => ({ n })),
        { retrySeconds: 0 },
      ),
  },
  {
    name: 'dead letter with unknown outcome',
    how: 'permanent failures, with `reset` and `drop` on half of SendMessageBatch',
    job: (n) => ({ always: failing(n) ? 'permanent' : 'ok' }),
    send: async (world, count) => {
      world.cloud.inject([]);
      await world.send(Array.from({ length: count }, (_, n) => ({ n, always: failing(n) ? 'permanent' : 'ok' })));
      world.cloud.inject([
        { on: 'sqs:SendMessageBatch', probability: 0.3, effect: 'reset' },
        { on: 'sqs:SendMessageBatch', probability: 0.3, effect: 'drop' },
      ]);
    },
    costs: ({ queue }) => ({
      dies: failing,
      diesToo: queue === 'standard' ? 'a dead letter whose answer was lost is sent again' : undefined,
    }),
  },
  {
    name: 'delayed messages, out of order',
    how: 'each message with a delay of its own, up to 20 s',
    send: (world, count) =>
      world.send(
        Array.from({ length: count }, (_, n) => ({ n })),
        { delaySeconds: (n) => (n * 7) % 20 },
      ),
    impossible: { fifo: 'a FIFO queue refuses DelaySeconds of a message' },
  },
];
