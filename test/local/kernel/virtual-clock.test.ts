import { VirtualClock } from '../../../local/kernel/virtual-clock';
import { Work } from '../../../local/kernel/work';

let work: Work;
let clock: VirtualClock;
let log: string[];

beforeEach(() => {
  work = new Work('virtual');
  clock = new VirtualClock(0, work);
  log = [];
});

const note = (text: string) => () => void log.push(`${clock.now()} ${text}`);

test('time stands still until it is advanced', async () => {
  clock.at(5, 'work', note('a'));
  expect(clock.now()).toBe(0);
  await clock.advance(4);
  expect(log).toEqual([]);
  await clock.advance(1);
  expect(log).toEqual(['5 a']);
  expect(clock.now()).toBe(5);
});

test('timers run in the order of their time, and of their setting where that is the same', async () => {
  clock.at(7, 'work', note('c'));
  clock.at(3, 'work', note('a'));
  clock.at(3, 'expiry', note('b'));
  await clock.advance(10);
  expect(log).toEqual(['3 a', '3 b', '7 c']);
  expect(clock.now()).toBe(10);
});

test('settle waits for work, runs what recurs before it, and leaves expiries alone', async () => {
  const again = (): void => {
    note('minute')();
    clock.at(clock.now() + 60, 'recurring', again);
  };
  clock.at(60, 'recurring', again);
  clock.at(1_000_000, 'expiry', note('retention'));
  clock.at(150, 'work', note('visible again'));
  await clock.settle();
  expect(log).toEqual(['60 minute', '120 minute', '150 visible again']);
  expect(clock.now()).toBe(150);
});

test('a cancelled timer does not run, and settle does not wait for it', async () => {
  const timer = clock.at(100, 'work', note('never'));
  timer.cancel();
  timer.cancel();
  await clock.settle();
  expect(clock.now()).toBe(0);
  await clock.advance(200);
  expect(log).toEqual([]);
});

test('time does not move while something is going on', async () => {
  clock.at(10, 'work', note('timer'));
  const end = work.begin();
  const advanced = clock.advance(10);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(log).toEqual([]);
  end();
  await advanced;
  expect(log).toEqual(['10 timer']);
});

test('what a timer sets off is over before time moves on', async () => {
  clock.at(
    1,
    'work',
    () =>
      void work.track(async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        note('slow')();
      }),
  );
  clock.at(2, 'work', note('next'));
  await clock.settle();
  expect(log).toEqual(['1 slow', '2 next']);
});

test('turns are taken one after another, in the order of invocations and their steps', async () => {
  const end = work.begin();
  const turn = (invocation: number, step: number) =>
    work.submit({
      invocation,
      step,
      run: async () => {
        log.push(`${invocation}.${step} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push(`${invocation}.${step} ends`);
      },
    });
  turn(2, 0);
  turn(1, 1);
  turn(1, 0);
  end();
  await work.idle();
  expect(log).toEqual(['1.0 begins', '1.0 ends', '1.1 begins', '1.1 ends', '2.0 begins', '2.0 ends']);
});

test('a defect in a turn reaches whoever moves the clock', async () => {
  work.submit({
    invocation: 1,
    step: 0,
    run: () => {
      throw new Error('a defect');
    },
  });
  await expect(clock.advance(1)).rejects.toThrow('a defect');
});

test('two cannot move the clock at once, and time does not run backwards', async () => {
  clock.at(10, 'work', note('timer'));
  const first = clock.advance(10);
  await expect(clock.settle()).rejects.toThrow('already being moved');
  await first;
  await expect(clock.advance(-1)).rejects.toThrow("'duration' must be 0 or more milliseconds, got -1");
});

test('timers that are set and cancelled over and over do not pile up', async () => {
  for (let index = 0; index < 100_000; index += 1) clock.at(1_000 + index, 'work', note('never')).cancel();
  clock.at(5, 'work', note('kept'));
  await clock.settle();
  expect(log).toEqual(['5 kept']);
});
