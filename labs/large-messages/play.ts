import { S3Client } from '@aws-sdk/client-s3';
import { type ConsumerProblem, type Finding, keepConsuming, type LabPlay, Ledger } from '../contract';
import { batchActions, largeMessages, messageQuotas, sendMessageBatch } from '../contract/pages';
import { type Invoice, invoices, isLarge } from './invoices';
import { type Requests, watchRequests } from './watch-requests';

interface Night {
  readonly requests: Requests;
  /** How the learner's producer ended; undefined when it has not. */
  readonly end: string | undefined;
  /** Invoices that were printed as they were sent. */
  readonly printed: Ledger;
  readonly damaged: readonly string[];
  readonly problems: readonly ConsumerProblem[];
}

const duration = 90;
const large = invoices.filter(isLarge);

export const play: LabPlay<Night> = {
  async observe(scene) {
    const sendInvoices = scene.code.exported('producer.ts', 'sendInvoices');
    const consume = scene.code.exported('consumer.ts', 'consume');
    const requests: Requests = { refused: [], repeated: [], failed: [] };
    const places = {
      s3: scene.client(S3Client),
      queueUrl: await scene.queueUrl('invoices'),
      bucket: scene.physicalId('AWS::S3::Bucket'),
    };
    const printed = new Ledger();
    const damaged: string[] = [];
    const print = async (given: Partial<Invoice>): Promise<void> => {
      const damage = damageOf(given);
      if (damage === undefined) printed.write(given.number ?? '', scene.now());
      else damaged.push(damage);
    };

    const consuming = keepConsuming(scene, duration - 30, () => consume({ ...places, sqs: scene.sqs }, print));
    let end: string | undefined;
    Promise.resolve(sendInvoices({ ...places, sqs: watchRequests(scene, requests) }, invoices)).then(
      () => {
        end = 'sendInvoices came to its end';
      },
      (error) => {
        end = `sendInvoices ended with ${error instanceof Error ? `${error.name}: ${error.message}` : error}`;
      },
    );
    await scene.pass(duration);
    return { requests, end, printed, damaged, problems: await consuming };
  },

  tell: ({ requests, end, printed, damaged, problems }) => [
    'invoices: 1 to 10 and 20 are small, 11 to 16 have 200 KiB each, 17, 18 and 19 are large',
    ...large.map(({ number, text }) => `invoice ${number}: ${sizeOf(text)}, without its attributes`),
    ...requests.failed.map(
      (number) => `of a batch, SQS did not take invoice ${number} at first: InternalError in Failed`,
    ),
    ...requests.refused.slice(0, 3).map(({ request, answer }) => `${request} was refused: ${answer}`),
    end ?? `sendInvoices has not come to its end after ${duration} s`,
    ...problems.slice(0, 3).map(({ at, message }) => `at ${Math.round(at)} s the consumer failed: ${message}`),
    `printed: ${list(invoices.filter(({ number }) => printed.times(number) > 0))}`,
    ...damaged,
  ],

  checks: [
    {
      name: 'Each invoice that fits into a message is printed',
      expected: 'invoices 1 to 16 and 20',
      why: 'The messages of one SendMessageBatch have 1 MiB together. With more, SQS refuses the request and takes none of them. An error that ends the program ends it for all that come after, too.',
      page: batchActions,
      look: (night) =>
        arrival(
          invoices.filter((invoice) => !isLarge(invoice) && !night.requests.failed.includes(invoice.number)),
          night,
        ),
    },
    {
      name: 'Each invoice that is too large for a message is printed whole',
      expected: 'invoices 17, 18 and 19',
      why: 'A message has at most 1 MiB: 1,048,576 bytes, not characters, and the attributes count. What is larger goes into S3, and the message says where: a claim check. No queue can be set to take more.',
      page: largeMessages,
      look: (night) => arrival(large, night),
    },
    {
      name: 'What SQS did not take from a batch is sent again',
      expected: 'the invoice that was in Failed is printed',
      why: 'SendMessageBatch answers 200 also when some entries failed, and nothing is thrown. They are in Failed; with SenderFault false the same entry may succeed the next time.',
      page: sendMessageBatch,
      look: ({ requests: { failed }, printed }) => {
        const lost = failed.filter((number) => printed.times(number) === 0);
        return {
          holds: lost.length === 0,
          observed: lost.length === 0 ? 'printed' : `invoice ${lost.join(', ')} was in Failed, and never printed`,
        };
      },
    },
    {
      name: 'No invoice is printed twice',
      expected: 'each once',
      why: 'Who sends a whole batch again, sends again what SQS has taken already. Only the entries in Failed are missing.',
      page: sendMessageBatch,
      look: ({ printed }) => {
        const twice = invoices.filter(({ number }) => printed.times(number) > 1);
        return { holds: twice.length === 0, observed: twice.length === 0 ? 'none' : `twice: ${list(twice)}` };
      },
    },
    {
      name: 'A request that is too large is not sent again as it was',
      expected: 'no repetition',
      why: 'Whatever is too large now is too large every time. That is different from InternalError and from throttling, which pass.',
      page: messageQuotas,
      look: ({ requests: { repeated } }) => ({
        holds: repeated.length === 0,
        observed: repeated.length === 0 ? 'none' : `${repeated.length} times again: ${repeated[0]}`,
      }),
    },
  ],
};

function arrival(expected: readonly Invoice[], { printed, damaged, requests, end }: Night): Finding {
  const missing = expected.filter(({ number }) => printed.times(number) === 0);
  if (missing.length === 0) return { holds: true, observed: 'printed' };
  const damages = damaged.filter((damage) => missing.some(({ number }) => damage.startsWith(`invoice ${number}:`)));
  const refusals = requests.refused
    .filter(({ numbers }) => missing.some(({ number }) => numbers.includes(number)))
    .map(({ request, answer }) => `${request} was refused: ${answer}`);
  const reasons = [...damages, ...refusals.slice(-2)];
  return {
    holds: false,
    observed: [`not printed as sent: ${list(missing)}`, ...(reasons.length > 0 ? reasons : [end ?? ''])]
      .join('\n')
      .trim(),
  };
}

/** What is wrong with what was given to the printer. */
function damageOf({ number, customer, text }: Partial<Invoice>): string | undefined {
  const invoice = invoices.find((candidate) => candidate.number === String(number));
  if (invoice === undefined) return `the printer got an invoice with the number '${number}'`;
  if (customer !== invoice.customer) return `invoice ${number}: the printer got the customer '${customer}'`;
  if (text === invoice.text) return undefined;
  const other = invoices.find((candidate) => candidate.text === text);
  const got = other === undefined ? `${count(String(text))} characters` : `the text of invoice ${other.number}`;
  return `invoice ${number}: the printer got ${got} in place of its ${count(invoice.text)} characters`;
}

const list = (some: readonly Invoice[]): string => some.map(({ number }) => number).join(', ') || 'none';

const count = ({ length }: { length: number }): string => length.toLocaleString('en');

const sizeOf = (text: string): string => `${count(text)} characters, ${count(Buffer.from(text))} bytes`;
