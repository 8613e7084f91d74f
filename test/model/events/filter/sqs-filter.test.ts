import { FilterPatternError, sqsEventRecord, sqsFilter } from '../../../../model';

function passes(pattern: object, body: unknown): boolean {
  const record = sqsEventRecord(
    {
      messageId: 'm',
      receiptHandle: 'r',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      md5OfBody: '',
      attributes: {
        ApproximateReceiveCount: '3',
        SentTimestamp: '0',
        SenderId: 's',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
    },
    'arn:aws:sqs:us-east-1:111122223333:orders',
  );
  return sqsFilter([JSON.stringify(pattern)])(record);
}

/** A pattern for one field of a JSON body, with bodies that pass and bodies that do not. */
const onField: readonly [what: string, rules: readonly unknown[], yes: readonly unknown[], no: readonly unknown[]][] = [
  ['a text', ['BBBB'], ['BBBB'], ['AAAA', 'bbbb', 7, null]],
  ['a number', [300], [300, 3e2], ['300', 301]],
  ['true', [true], [true], [false, 'true']],
  ['null', [null], [null], ['', 0, undefined]],
  ['the empty text', [''], [''], [null, 'a', undefined]],
  ['one of several', ['NEW', 7], ['NEW', 7], ['OLD', 8]],
  ['an element of a list', ['b'], [['a', 'b']], [['a'], []]],
  ['exists', [{ exists: true }], ['a', 0, null, ['a']], [undefined, { inner: 1 }, []]],
  ['does not exist', [{ exists: false }], [undefined, { inner: 1 }], ['a', null]],
  ['prefix', [{ prefix: 'eu-' }], ['eu-west-1'], ['us-eu-', 'EU-', 1]],
  ['prefix in any case', [{ prefix: { 'equals-ignore-case': 'EU-' } }], ['eu-west-1', 'Eu-'], ['us-eu-']],
  ['suffix', [{ suffix: '.png' }], ['a.png'], ['a.PNG', '.png.txt', 1]],
  ['in any case', [{ 'equals-ignore-case': 'Rainy' }], ['rainy', 'RAINY'], ['rainy day', 1]],
  ['anything but a text', [{ 'anything-but': 'a' }], ['b', 1, null], ['a', undefined]],
  ['anything but a list', [{ 'anything-but': ['a', 'b'] }], ['c'], ['a', 'b', undefined]],
  ['anything but numbers', [{ 'anything-but': [1, 2] }], [3, '1'], [1, 2]],
  ['anything but a prefix', [{ 'anything-but': { prefix: 'a' } }], ['b'], ['a', 'ab']],
  ['anything but in any case', [{ 'anything-but': { 'equals-ignore-case': 'a' } }], ['b'], ['a', 'A']],
  ['a number equal to', [{ numeric: ['=', 100] }], [100], [99, '100']],
  ['a number below', [{ numeric: ['<', 100] }], [99.5, -1], [100, 'a', undefined]],
  ['a range of numbers', [{ numeric: ['>', 10, '<=', 20] }], [10.1, 20], [10, 20.1]],
];

test.each(onField)('%s', (_what, rules, yes, no) => {
  const pattern = { body: { field: rules } };
  const bodyOf = (field: unknown) => ({ other: 1, field });
  expect(yes.filter((field) => !passes(pattern, bodyOf(field)))).toEqual([]);
  expect(no.filter((field) => passes(pattern, bodyOf(field)))).toEqual([]);
});

test('all fields must fit, and with $or one of its patterns', () => {
  const both = { body: { city: ['Paris'], total: [{ numeric: ['>', 10] }] } };
  expect([passes(both, { city: 'Paris', total: 11 }), passes(both, { city: 'Paris', total: 9 })]).toEqual([
    true,
    false,
  ]);
  const either = { body: { country: ['FR'], $or: [{ city: ['Paris'] }, { total: [{ numeric: ['>', 10] }] }] } };
  expect(passes(either, { country: 'FR', city: 'Nice', total: 11 })).toBe(true);
  expect(passes(either, { country: 'FR', city: 'Paris', total: 9 })).toBe(true);
  expect(passes(either, { country: 'FR', city: 'Nice', total: 9 })).toBe(false);
  expect(passes(either, { country: 'DE', city: 'Paris', total: 11 })).toBe(false);
  const above = { $or: [{ body: { city: ['Paris'] } }, { body: ['ping'] }] };
  expect([{ city: 'Paris' }, 'ping', { city: 'Nice' }, 'pong'].map((body) => passes(above, body))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('fields of fields, and of the objects of a list', () => {
  const pattern = { body: { order: { lines: { sku: ['a-1'], count: [2] } } } };
  expect(passes(pattern, { order: { lines: { sku: 'a-1', count: 2 } } })).toBe(true);
  expect(passes(pattern, { order: { lines: [{ sku: 'b' }, { sku: 'a-1', count: 2 }] } })).toBe(true);
  // Both rules must hold in one element.
  expect(passes(pattern, { order: { lines: [{ sku: 'a-1' }, { count: 2 }] } })).toBe(false);
  expect(passes({ body: { order: { paid: [{ exists: false }] } } }, { other: 1 })).toBe(true);
  expect(passes({ body: { constructor: [{ exists: true }] } }, { other: 1 })).toBe(false);
});

test('a list of rules for the body means plain text, an object JSON, and the other kind fits nothing', () => {
  const plain = { body: [{ prefix: 'Result: ' }, 'ping'] };
  expect(['Result: ok', 'ping', 'pong'].map((body) => passes(plain, body))).toEqual([true, true, false]);
  expect(passes({ body: [{ 'anything-but': 'a' }] }, '{"a":1}')).toBe(false);
  expect(passes({ body: [{ 'anything-but': 'a' }] }, '42')).toBe(true);
  expect(passes({ body: { a: [{ exists: false }] } }, 'no JSON')).toBe(false);
  expect(passes({ body: { a: [{ exists: false }] } }, '{}')).toBe(true);
});

test('without a rule for the body, what else a message has is looked at', () => {
  expect(passes({ attributes: { ApproximateReceiveCount: ['3'] } }, 'no JSON')).toBe(true);
  expect(passes({ attributes: { ApproximateReceiveCount: ['4'] } }, '{}')).toBe(false);
});

test('one of several patterns is enough, and all are read', () => {
  expect(() => sqsFilter(['{"body":["a"]}', 'no JSON'])).toThrow(FilterPatternError);
});

test.each([
  ['[]'],
  ['null'],
  ['{}'],
  ['{"body":{}}'],
  ['{"body":"a"}'],
  ['{"body":{"a":1}}'],
  ['{"body":{"a":[]}}'],
  ['{"body":{"a":[[1]]}}'],
  ['{"body":{"a":[{}]}}'],
  ['{"body":{"a":[{"prefix":"a","suffix":"b"}]}}'],
  ['{"body":{"a":[{"prefix":1}]}}'],
  ['{"body":{"a":[{"begins":"a"}]}}'],
  ['{"body":{"a":[{"exists":"yes"}]}}'],
  ['{"body":{"a":[{"numeric":["~",1]}]}}'],
  ['{"body":{"a":[{"numeric":[">"]}]}}'],
  ['{"body":{"a":[{"numeric":["<",1,">",0]}]}}'],
  ['{"body":{"a":[{"numeric":["=",5000000001]}]}}'],
  ['{"body":{"a":[{"anything-but":[]}]}}'],
  ['{"body":{"a":[{"anything-but":["a",1]}]}}'],
  ['{"$or":[]}'],
  ['{"$or":{"body":["a"]}}'],
])('%s is no pattern', (pattern) => {
  expect(() => sqsFilter([pattern])).toThrow(FilterPatternError);
});

test.each(['wildcard', 'cidr'])("%s, which Lambda's table of operators does not list, is named", (operator) => {
  const pattern = JSON.stringify({ body: { a: [{ [operator]: 'x' }] } });
  expect(() => sqsFilter([pattern])).toThrow(expect.objectContaining({ notOffered: operator }));
});
