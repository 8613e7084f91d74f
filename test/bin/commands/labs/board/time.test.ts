import { LABS } from '../../../../../labs/catalogue';
import { Code } from '../../../../../labs/runner/code';
import { labFolder } from '../../../../../labs/runner/folders';
import { localScene } from '../../../../../labs/runner/local-scene';
import { timersOf } from '../../../../../labs/runner/timers';
import { LocalCloud } from '../../../../../local';
import { stageOf } from './board-of-a-lab';

let end: () => Promise<void> = async () => {};
afterEach(() => end());

async function open(...given: Parameters<typeof stageOf>) {
  const opened = await stageOf(...given);
  end = () => opened.stage.stop();
  return opened;
}

test('time stands still until a step, which goes to the next thing that happens', async () => {
  const { waits, step } = await open('visibility-timeout', 'start');
  const begun = await waits();
  expect(begun.seconds).toBe(0);
  const [videos] = begun.queues;
  expect(videos?.counts).toMatchObject({ visible: 1, 'in-flight': 3, deleted: 0 });
  const instants: number[] = [];
  for (let count = 0; count < 4; count += 1) instants.push((await step()).seconds);
  expect(instants).toEqual([1, 30, 31, 40]);
  const { happenings } = await waits();
  expect(happenings.filter(({ message }) => message === 'cat.mp4')).toMatchObject([
    { seconds: 0, what: 'sent', by: 'SendMessage' },
    { seconds: 0, what: 'receive 1', by: 'ReceiveMessage' },
    { seconds: 30, what: 'visible again', by: 'its visibility timeout is over' },
    { seconds: 40, what: 'deleted', by: 'DeleteMessage' },
  ]);
});

test('a jump goes as far as it says, and not past the end of what the story waits for', async () => {
  const { jump } = await open('visibility-timeout', 'start');
  expect((await jump(29)).seconds).toBe(29);
  expect((await jump(5)).seconds).toBe(34);
});

test('60 times faster, until it is paused', async () => {
  const { stage, waits } = await open('visibility-timeout', 'start');
  await waits();
  stage.pace.go('60 times faster', 60);
  const began = performance.now();
  while (stage.state.seconds < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  const real = (performance.now() - began) / 1_000;
  expect(stage.state.pace).toBe('60 times faster');
  stage.pace.pause();
  const { seconds, pace } = await waits();
  expect({ pace, same: (await waits()).seconds === seconds }).toEqual({ pace: 'paused', same: true });
  // Never faster than that: a slow machine may be slower.
  expect(seconds / real).toBeLessThan(75);
});

test('a story that ends is over, and time goes on to the next deadline of what is left', async () => {
  const { jump, step } = await open('dead-letter-queue', 'solution');
  const over = await jump(100_000);
  expect(over.happenings.at(-1)).toMatchObject({ what: 'The story is over' });
  expect(over.queues.find(({ deadLettersOf }) => deadLettersOf.includes('orders'))).toMatchObject({
    counts: { 'in-flight': 1 },
    cards: { 'in-flight': [{ label: 'order 13' }] },
  });
  expect((await step()).happenings.at(-1)).toMatchObject({ message: 'order 13', what: 'visible again' });
});

/** What happened to messages, and when. */
const record = (cloud: LocalCloud): string[] => {
  const events: string[] = [];
  cloud.events.subscribe(({ type, at, messageId }) => {
    if (type.startsWith('sqs.')) events.push(`${at} ${type} ${messageId}`);
  });
  return events;
};

test.each(['fifo-groups', 'lambda-event-source'])(
  '%s: what happens step by step is what happens in the checks',
  async (slug) => {
    const lab = LABS.find((candidate) => candidate.slug === slug);
    if (lab === undefined) throw new Error('There is no such lab.');
    const cloud = await LocalCloud.start({ clock: 'virtual' });
    const timers = timersOf(cloud);
    const expected = record(cloud);
    await lab.play(await localScene(cloud, new Code(labFolder(slug, 'start'), timers), timers));
    await cloud.stop();

    const { stage, step } = await open(slug, 'start');
    const events = record(stage.cloud);
    let state = await step();
    while (!state.happenings.some(({ what }) => what === 'The story is over')) state = await step();
    expect(events.length).toBeGreaterThan(20);
    // What happened before the first step was not recorded: nobody listened yet.
    expect(expected.slice(-events.length)).toEqual(events);
  },
);
