import { SendMessageCommand } from '@aws-sdk/client-sqs';
import {
  deadLettersOf,
  describeDeadLetters,
  type FunctionLog,
  type LabPlay,
  readFunctionLog,
  round,
} from '../contract';
import { functionBatches, functionErrors, functionQueues } from '../contract/pages';

interface Night {
  readonly log: FunctionLog;
  readonly deadLetters: readonly string[] | undefined;
}

const together = Array.from({ length: 8 }, (_, index) => `payment ${index + 1}`);
/** The bank hangs up on its first try. It comes when the others are over, one way or the other. */
const unlucky = 'payment 9';
const unluckyAt = 240;
const payments = [...together, unlucky];
const patience = 600;
/** Lambda reads with five pollers, and each may gather a batch of its own; two more for the unlucky one. */
const mostRuns = 7;

export const play: LabPlay<Night> = {
  async observe(scene) {
    const url = await scene.queueUrl('payments');
    const send = (payment: string) => scene.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: payment }));
    for (const payment of together) {
      await send(payment);
      await scene.pass(1);
    }
    await scene.pass(unluckyAt - together.length);
    await send(unlucky);
    await scene.pass(patience + 60);
    return { log: await readFunctionLog(scene), deadLetters: await deadLettersOf(scene, url) };
  },

  tell: ({ log, deadLetters }) => [
    `the function ran at ${log.runs.map((at) => `${round(at)} s`).join(', ')}`,
    ...log.done('booked').lines('booked'),
    ...log.problems.slice(0, 3).map(({ at, message }) => `at ${round(at)} s: ${message}`),
    describeDeadLetters(deadLetters),
  ],

  checks: [
    {
      name: 'Every payment is booked once',
      expected: `each of ${payments.length} payments once`,
      why: 'The visibility timeout begins when Lambda receives a message. Both the batching window and the run are part of it: when it is over, another poller receives the message, and the first run can no longer delete it.',
      page: functionQueues,
      look: ({ log }) => {
        const booked = log.done('booked');
        return {
          holds: payments.every((payment) => booked.times(payment) === 1),
          observed: booked.summary(payments),
        };
      },
    },
    {
      name: 'No payment is a dead letter',
      expected: 'an empty dead-letter queue',
      why: 'Each receive counts, whatever became of the run. A message that was booked and could not be deleted moves to the dead-letter queue like one that failed.',
      page: functionErrors,
      look: ({ deadLetters }) => ({
        holds: deadLetters?.length === 0,
        observed: describeDeadLetters(deadLetters),
      }),
    },
    {
      name: 'What the bank hung up on is booked within 10 minutes',
      expected: `${unlucky} is booked at most ${patience} s after it was sent`,
      why: 'A failed run is tried again when the visibility timeout is over. With hours of it the payment waits for hours.',
      page: functionErrors,
      look: ({ log }) => {
        const after = (log.done('booked').first(unlucky) ?? Number.POSITIVE_INFINITY) - unluckyAt;
        return {
          holds: after <= patience,
          observed: Number.isFinite(after) ? `${round(after)} s after it` : 'not within 11 minutes',
        };
      },
    },
    {
      name: 'Payments are still booked together',
      expected: `at most ${mostRuns} runs for ${payments.length} payments`,
      why: 'Without a batching window Lambda runs the function for whatever a poller finds, and each run has its price.',
      page: functionBatches,
      look: ({ log }) => ({ holds: log.runs.length <= mostRuns, observed: `${log.runs.length} runs` }),
    },
  ],
};
