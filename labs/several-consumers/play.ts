import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { keepConsuming, type LabPlay, Ledger, round, times } from '../contract';
import { horizontalScaling, visibilityTimeout } from '../contract/pages';

interface Shift {
  readonly shrunk: Ledger;
  /** Images of each worker. */
  readonly shares: readonly number[];
}

const images = Array.from({ length: 20 }, (_, index) => `${index + 1}.png`);
const work = 10;
const end = 300;
const latest = 70;

export const play: LabPlay<Shift> = {
  async setup({ sqs, queueUrl }) {
    const url = await queueUrl('images');
    for (const image of images) await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: image }));
  },

  async observe(scene) {
    const url = await scene.queueUrl('images');
    const consume = scene.code.exported('consumer.ts', 'consume');
    const shrunk = new Ledger();
    const shares = [0, 0, 0, 0];
    const workers = shares.map((_, worker) =>
      keepConsuming(scene, end, () =>
        consume(scene.sqs, url, async (image: string) => {
          await scene.sleep(work);
          shares[worker] = (shares[worker] ?? 0) + 1;
          shrunk.write(image, scene.now());
        }),
      ),
    );
    await scene.pass(end + 60);
    await Promise.all(workers);
    return { shrunk, shares };
  },

  tell: ({ shrunk, shares }) => [
    ...shares.map((share, worker) => `worker ${worker + 1} shrank ${share} images`),
    `the last image was done ${lastAt(shrunk)}`,
  ],

  checks: [
    {
      name: 'All images are shrunk within 70 seconds',
      expected: `the last one after at most ${latest} s`,
      why: 'What one worker has received is in flight: no other can take it, also while it waits in line.',
      page: horizontalScaling,
      look: ({ shrunk, shares }) => ({
        holds: images.every((image) => (shrunk.first(image) ?? Number.POSITIVE_INFINITY) <= latest),
        observed: `the last one ${lastAt(shrunk)}; the workers had ${shares.join(', ')}`,
      }),
    },
    {
      name: 'Each image is shrunk once',
      expected: 'none more than once',
      why: 'A message that waits in line longer than the visibility timeout is given to somebody else as well.',
      page: visibilityTimeout,
      look: ({ shrunk }) => {
        const wrong = images.filter((image) => shrunk.times(image) !== 1);
        const first = wrong[0];
        return {
          holds: wrong.length === 0,
          observed: first === undefined ? 'each once' : `${first}: ${times(shrunk.times(first))}`,
        };
      },
    },
  ],
};

function lastAt(shrunk: Ledger): string {
  const firsts = images.map((image) => shrunk.first(image) ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...firsts);
  return Number.isFinite(last) ? `after ${round(last)} s` : `not within ${end} s`;
}
