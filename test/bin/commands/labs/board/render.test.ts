import { stripVTControlCharacters } from 'node:util';
import { labelOf } from '../../../../../bin/commands/labs/board/label';
import { render } from '../../../../../bin/commands/labs/board/render';
import type { BoardState, Card, Happening, QueueState } from '../../../../../bin/commands/labs/board/state';
import { inLines } from '../../../../../bin/commands/labs/command-lines';

const card = (label: string, receives: number, secondsLeft?: number): Card => ({
  label,
  receives,
  ...(secondsLeft === undefined ? {} : { secondsLeft }),
});

const orders: QueueState = {
  name: 'orders',
  deadLettersOf: [],
  deadLetterQueue: 'orders-dead',
  maxReceiveCount: 3,
  visibilityTimeout: 30,
  delay: 0,
  counts: { delayed: 1, visible: 2, 'in-flight': 1, deleted: 9 },
  cards: {
    delayed: [card('order 5', 0, 600)],
    visible: [card('order 7', 1, 345_600), card('an order with a name that is long', 0, 345_600)],
    'in-flight': [card('order 13', 2, 28)],
    deleted: [card('order 1', 1)],
  },
};
const dead: QueueState = {
  name: 'orders-dead',
  deadLettersOf: ['orders'],
  visibilityTimeout: 30,
  delay: 0,
  counts: { delayed: 0, visible: 1, 'in-flight': 0, deleted: 0 },
  cards: { delayed: [], visible: [card('order 2', 0, 1_209_600)], 'in-flight': [], deleted: [] },
};
const happening = (more: Partial<Happening> = {}): Happening => ({
  seconds: 72,
  queue: 'orders',
  message: 'order 13',
  what: 'receive 2 of 3',
  by: 'ReceiveMessage',
  trouble: false,
  ...more,
});
const state: BoardState = {
  title: 'A dead-letter queue',
  seconds: 74,
  pace: 'paused',
  queues: [orders, dead],
  groups: [],
  happenings: [happening()],
};
const keys = [
  ['space', 'next event'],
  ['j', 'jump 10 s'],
  ['q', 'quit'],
] as const;
const draw = (given: BoardState, columns: number, rows: number, chrome: { notice?: string[]; typed?: string } = {}) =>
  render(given, { typed: '', keys, ...chrome }, { columns, rows });

test('each lane has its messages, with receives of the maximum and the time to the deadline', () => {
  const lines = draw(state, 80, 24);
  expect(lines.slice(0, 7)).toEqual([
    ' A dead-letter queue                                            0:01:14  paused ',
    '── orders  visibility timeout 30s, after 3 receives to orders-dead ─────────────',
    ' Delayed 1         │ Visible 2         │ In flight 1       │ Deleted 9         ',
    ' order 5   0/3 10m │ order 7   1/3  4d │ order 13  2/3 28s │ order 1       1/3 ',
    '                   │ an order… 0/3  4d │                   │ … 8 more          ',
    '── orders-dead  dead-letter queue of orders ────────────────────────────────────',
    ' Delayed 0         │ Visible 1         │ In flight 0       │ Deleted 0         ',
  ]);
  expect(lines[7]).toContain(' order 2    0× 14d │');
  expect(lines).toContain('  0:01:12  orders  order 13  receive 2 of 3 (ReceiveMessage)');
  expect(draw(state, 140, 24).join('\n')).toContain('receive 2/3 28s');
});

test.each([
  [80, 24],
  [100, 30],
  [200, 60],
  [40, 12],
])('at %i columns and %i rows the screen is filled and never overrun', (columns, rows) => {
  const full: BoardState = {
    ...state,
    queues: [
      orders,
      dead,
      { ...orders, name: 'a-queue-whose-name-is-as-long-as-eighty-characters-may-be-and-that-is-long' },
    ],
    happenings: Array.from({ length: 50 }, (_, index) =>
      happening({ seconds: index * 100_000, trouble: index === 49 }),
    ),
  };
  for (const given of [full, state, { ...state, queues: [], happenings: [] }]) {
    const lines = draw(given, columns, rows).map(stripVTControlCharacters);
    expect(lines).toHaveLength(rows);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.join('\n')).toContain('quit');
  }
});

test('a lane that has more than fits says how many more', () => {
  const many = Array.from({ length: 40 }, (_, index) => card(`order ${index}`, 0, 60));
  const queue = { ...orders, counts: { ...orders.counts, visible: 900 }, cards: { ...orders.cards, visible: many } };
  const text = draw({ ...state, queues: [queue] }, 80, 24).join('\n');
  expect(text).toContain('Visible 900');
  const shown = [...text.matchAll(/order \d+ +0\/3 60s/g)].length;
  expect(text).toContain(`… ${900 - shown} more`);
});

test('a denial is told in full, with the statement that decided', () => {
  const reason = `${'No statement allows it. '.repeat(4)}statement 1: aws:SourceArn is not arn:aws:s3:::photos`;
  const lines = draw(
    {
      ...state,
      happenings: [
        happening({ trouble: true, what: 'denied: sqs:SendMessage of s3.amazonaws.com on orders', by: reason }),
      ],
    },
    80,
    24,
  );
  const told = lines.slice(9).join(' ').replaceAll(/\s+/g, ' ');
  expect(told).toContain('denied: sqs:SendMessage of s3.amazonaws.com on orders');
  expect(told).toContain('aws:SourceArn is not arn:aws:s3:::photos');
});

test('what was typed is the length of the jump, and a notice stands in the place of what happened', () => {
  const lines = draw(state, 80, 24, { typed: '30', notice: ['aws sqs send-message'] });
  expect(lines.at(-1)).toContain('jump 30 s');
  expect(lines).toContain('aws sqs send-message');
  expect(lines.join('\n')).not.toContain('ReceiveMessage');
});

test('a message is called by what its body says, and its body cannot command the terminal', () => {
  expect(labelOf('order 13')).toBe('order 13');
  expect(labelOf('{"id":"Ann-1","customer":"Ann"}')).toBe('Ann-1 Ann');
  expect(labelOf('{"Records":[{"s3":{"object":{"key":"cat.jpg"}}}]}')).toBe('cat.jpg');
  expect(labelOf('{"Event":"s3:TestEvent"}')).toBe('s3:TestEvent');
  expect(labelOf('{"Type":"Notification","Message":"{\\"order\\":7}"}')).toBe('7');
  expect(labelOf('a\u001b[2Jb\nc 日本')).toBe('a·[2Jb·c ·');
});

test('a message as large as SQS takes is called by its beginning', () => {
  expect(labelOf(`No. 17 ${'x'.repeat(1_000_000)}`)).toBe(`No. 17 ${'x'.repeat(293)}`);
});

test('a command line that is broken for the screen is the same command for a shell', () => {
  const command = `VIDEOS=$(aws sqs get-queue-url --queue-name videos --query QueueUrl --output text | cat) && printf %s 'cat  and dog'`;
  const lines = inLines(command, 40);
  expect(lines.filter((line) => line.length > 40)).toEqual([]);
  expect(lines.join('\n').replaceAll(/ \\\n */g, ' ')).toBe(command);
});
