import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import {
  deadLettersOf,
  depthOf,
  describeDeadLetters,
  type FunctionLog,
  type LabPlay,
  left,
  readFunctionLog,
  round,
  times,
} from '../contract';
import { deadLetterQueues, functionBatches, functionErrors } from '../contract/pages';

interface Morning {
  readonly log: FunctionLog;
  readonly deadLetters: readonly string[] | undefined;
  /** Messages that are still in the queue. */
  readonly left: number;
  /** Why Lambda took the whole batch for failed; undefined when it could read each answer. */
  readonly refused: string | undefined;
}

const orders = Array.from({ length: 10 }, (_, index) => `order ${index + 1}`);
const poison = 'order 4';
const good = orders.filter((order) => order !== poison);
const end = 180;
/** Lambda reads with five pollers, and each may get a part of the orders; two more for another try. */
const mostRuns = 8;

export const play: LabPlay<Morning> = {
  async observe(scene) {
    const url = await scene.queueUrl('orders');
    const Entries = orders.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await scene.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    await scene.pass(end);
    return {
      log: await readFunctionLog(scene),
      deadLetters: await deadLettersOf(scene, url),
      left: left(await depthOf(scene, url)),
      refused: scene.refusedAnswers().at(0),
    };
  },

  tell: ({ log, deadLetters, refused }) => [
    `the function ran at ${log.runs.map((at) => `${round(at)} s`).join(', ')}`,
    `tried ${log.done('tried').summary(orders)}`,
    `shipped ${log.done('shipped').summary(orders)}`,
    ...log.problems.slice(0, 3).map(({ at, message }) => `at ${round(at)} s: ${message}`),
    ...(refused === undefined ? [] : [`Lambda took the whole batch for failed. ${refused}`]),
    describeDeadLetters(deadLetters),
  ],

  checks: [
    {
      name: 'Every good order is shipped once',
      expected: `each of the ${good.length} that have an address once`,
      why: 'A batch succeeds or fails as a whole: when the handler throws, all its messages come back, and the handler begins with the first one again. When the answer names an id that the batch does not have, it is the same.',
      page: functionBatches,
      look: ({ log }) => {
        const shipped = log.done('shipped');
        return { holds: good.every((order) => shipped.times(order) === 1), observed: shipped.summary(good) };
      },
    },
    {
      name: 'Order 4 is tried again',
      expected: 'more than once',
      why: 'Lambda deletes the whole batch when the handler returns. It leaves in the queue what the answer names in batchItemFailures, and only if the event source mapping has ReportBatchItemFailures. An error that is only caught, and an answer that nobody reads, lose the message.',
      page: functionErrors,
      look: ({ log }) => {
        const tried = log.done('tried').times(poison);
        return { holds: tried > 1, observed: times(tried) };
      },
    },
    {
      name: 'Order 4, and nothing else, lies in the dead-letter queue',
      expected: `dead letters: ${poison}`,
      why: 'Nothing may be lost, and nothing that went well is a dead letter. After maxReceiveCount receives SQS moves what is still not deleted: the order that fails, and all that come back with it.',
      page: deadLetterQueues,
      look: ({ deadLetters, left }) => ({
        holds: deadLetters?.join() === poison,
        observed:
          deadLetters?.length === 0 && left === 0
            ? `dead letters: none, and the queue is empty: ${poison} is lost`
            : describeDeadLetters(deadLetters),
      }),
    },
    {
      name: 'Orders are still worked on in batches',
      expected: `at most ${mostRuns} runs for ${orders.length} orders`,
      why: 'With a batch size of 1 a failure hurts nobody else, and every order costs a run of its own.',
      page: functionBatches,
      look: ({ log }) => ({ holds: log.runs.length <= mostRuns, observed: `${log.runs.length} runs` }),
    },
  ],
};
