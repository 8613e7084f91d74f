import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type ConsumerProblem, keepConsuming, type LabPlay, Ledger, round, times } from '../contract';
import { changeVisibility, visibilityTimeout } from '../contract/pages';

interface Day {
  readonly encoded: Ledger;
  /** Seconds of the story. */
  readonly crashedAt: number;
  readonly problems: readonly ConsumerProblem[];
}

const videos = ['cat.mp4', 'dog.mp4', 'fish.mp4', 'horse.mp4'];
/** The worker that gets it first crashes. */
const heavy = 'fish.mp4';
const work = 40;
const patience = 300;
const end = 900;

export const play: LabPlay<Day> = {
  async setup({ sqs, queueUrl }) {
    const url = await queueUrl('videos');
    for (const video of videos) await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: video }));
  },

  async observe(scene) {
    const url = await scene.queueUrl('videos');
    const consume = scene.code.exported('consumer.ts', 'consume');
    const encoded = new Ledger();
    let crashedAt = Number.POSITIVE_INFINITY;
    const encode = async (video: string): Promise<void> => {
      if (video === heavy && crashedAt === Number.POSITIVE_INFINITY) {
        crashedAt = scene.now();
        throw new Error(`the worker crashed at ${video}`);
      }
      await scene.sleep(work);
      encoded.write(video, scene.now());
    };
    const workers = [0, 1, 2].map(() => keepConsuming(scene, end, () => consume(scene.sqs, url, encode)));
    await scene.pass(end + 2 * work);
    return { encoded, crashedAt, problems: (await Promise.all(workers)).flat() };
  },

  tell: ({ encoded, problems }) => [
    ...encoded.lines('encoded'),
    ...problems.slice(0, 3).map(({ at, message }) => `at ${round(at)} s: ${message}`),
  ],

  checks: [
    {
      name: 'Every video is encoded once',
      expected: `none of ${videos.join(', ')} more than once`,
      why: 'The message becomes visible again when its visibility timeout is over, whether somebody still works on it or not.',
      page: visibilityTimeout,
      look: ({ encoded }) => ({
        holds: videos.every((video) => encoded.times(video) <= 1),
        observed: videos.map((video) => `${video}: ${times(encoded.times(video))}`).join(', '),
      }),
    },
    {
      name: 'No video is lost',
      expected: 'each encoded at least once within 15 minutes',
      why: 'A message that was deleted before its work, or that is hidden for hours, is not worked on.',
      page: visibilityTimeout,
      look: ({ encoded }) => {
        const lost = videos.filter((video) => encoded.times(video) === 0);
        return { holds: lost.length === 0, observed: lost.length === 0 ? 'all were' : `never: ${lost.join(', ')}` };
      },
    },
    {
      name: 'After a crash somebody else encodes the video within 5 minutes',
      expected: `${heavy} is encoded at most ${patience} s after the crash`,
      why: 'Until the visibility timeout is over nobody can receive what a crashed worker had. A high one makes crashes slow to recover; ChangeMessageVisibility extends a short one only while somebody works.',
      page: changeVisibility,
      look: ({ encoded, crashedAt }) => {
        const after = (encoded.first(heavy) ?? Number.POSITIVE_INFINITY) - crashedAt;
        return {
          holds: after <= patience,
          observed: Number.isFinite(after) ? `${round(after)} s after it` : 'not within 15 minutes',
        };
      },
    },
  ],
};
