import { type DeadLetter, parseWhere } from '../../../consumer/dlq';

const now = Date.UTC(2026, 0, 2);
const order = { orderId: '42', total: 12.5, paid: false, lines: [{ sku: 'a-1' }], tags: ['new', 'eu'], note: null };
const letter: DeadLetter = {
  messageId: 'm-1',
  originalId: 'm-1',
  receiveCount: 6,
  sentAt: now - 3 * 3_600_000,
  groupId: 'tenant-1',
  reason: 'connect timeout after 3000 ms',
  sourceArn: 'arn:aws:sqs:us-east-1:111122223333:orders',
  message: {
    messageId: 'm-1',
    receiptHandle: '',
    body: JSON.stringify(order),
    attributes: {},
    messageAttributes: { tenant: { dataType: 'String', stringValue: 'acme' } },
  },
};

test.each([
  'reason ~ "timeout"',
  "reason ~ 'after \\d+ ms$'",
  'reason !~ "denied"',
  'reason contains "timeout after"',
  'body.orderId = "42"',
  'body.orderId != 42',
  'body.total >= 12.5',
  'body.paid = false',
  'body.note = null',
  'body.lines[0].sku = "a-1"',
  'body.tags contains "eu"',
  'body contains "orderId"',
  'attributes.tenant = "acme"',
  'receiveCount > 5 and receiveCount <= 6',
  'age > 2h and age < 1d',
  'group = "tenant-1"',
  'id = "m-1"',
  'source ~ ":orders$"',
  'not body.paid = true',
  'body.paid = true or body.total < 20 and receiveCount = 6',
  '(body.paid = true or body.total < 20) and receiveCount = 6',
  'body.missing != "x"',
])('%s means the message', (text) => {
  expect(parseWhere(text)(letter, now)).toBe(true);
});

test.each([
  'reason ~ "^timeout"',
  'body.orderId = 42',
  'body.missing = "x"',
  'body.missing < 1',
  'body.missing ~ ""',
  'body.orderId < 43',
  'body.tags contains "us"',
  'body.constructor ~ ""',
  'body.paid = true or body.total > 20',
  '(body.paid = false or body.total < 20) and receiveCount = 7',
  'age < 90m',
])('%s does not mean the message', (text) => {
  expect(parseWhere(text)(letter, now)).toBe(false);
});

test('a body that is no JSON has no fields, but can be matched as text', () => {
  const plain = { ...letter, message: { ...letter.message, body: 'plain text' } };
  expect(parseWhere('body.orderId = "42"')(plain, now)).toBe(false);
  expect(parseWhere('body ~ "^plain"')(plain, now)).toBe(true);
});

test.each([
  [
    '',
    'Expected one of id, reason, receiveCount, age, group, source, body, body.PATH, attributes.NAME, but it ends, at character 1.',
  ],
  ['colour = "red"', 'but there is colour, at character 1.'],
  ['reason', 'Expected one of = != ~ !~ < <= > >= contains, but it ends, at character 7.'],
  [
    'reason ~ timeout',
    'Expected a text in quotes, a number, true, false or null, but there is timeout, at character 10.',
  ],
  ['reason ~ "("', 'Invalid regular expression'],
  ['reason ~ "timeout', `Nothing can begin with '"', at character 10.`],
  ['(age > 1h', "Expected ')', but it ends, at character 10."],
  ['age > 1h age < 2h', 'Expected and, or, or the end, but there is age, at character 10.'],
  ['body.a = process.exit()', 'but there is process.exit, at character 10.'],
  ['age > 1w', 'at character 7.'],
])('%s is refused with the place', (text, message) => {
  expect(() => parseWhere(text)).toThrow(message);
  expect(() => parseWhere(text)).toThrow("'where' must be an expression such as");
});
