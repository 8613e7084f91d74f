import { type FilterPolicyScope, snsFilter } from '../../../../model/events/filter/sns-filter-policy';

type Attributes = Parameters<ReturnType<typeof snsFilter>>[0]['attributes'];

const text = (value: string) => ({ dataType: 'String', value });
const number = (value: string) => ({ dataType: 'Number', value });
const list = (...values: unknown[]) => ({ dataType: 'String.Array', value: JSON.stringify(values) });

const byAttributes = (policy: unknown, attributes: Attributes) =>
  snsFilter(policy, 'MessageAttributes')({ body: '', attributes });
const byBody = (policy: unknown, body: string) => snsFilter(policy, 'MessageBody')({ body, attributes: {} });

test.each<[string, object, Attributes, boolean]>([
  ['one of the texts', { type: ['a', 'b'] }, { type: text('b') }, true],
  ['none of the texts', { type: ['a', 'b'] }, { type: text('c') }, false],
  ['a missing attribute', { type: ['a'] }, {}, false],
  ['all keys', { type: ['a'], size: [1] }, { type: text('a'), size: number('1') }, true],
  ['one key of two', { type: ['a'], size: [1] }, { type: text('a'), size: number('2') }, false],
  ['another attribute too', { type: ['a'] }, { type: text('a'), size: number('2') }, true],
  ['a number in another spelling', { size: [{ numeric: ['=', 301.5] }] }, { size: number('3.015e2') }, true],
  ['a range', { size: [{ numeric: ['>', 0, '<=', 5] }] }, { size: number('5') }, true],
  ['a text for a number', { size: [5] }, { size: text('5') }, false],
  ['a prefix', { type: [{ prefix: 'order-' }] }, { type: text('order-placed') }, true],
  ['a suffix', { type: [{ suffix: '-placed' }] }, { type: text('order-placed') }, true],
  ['another case', { type: [{ 'equals-ignore-case': 'ORDER' }] }, { type: text('Order') }, true],
  ['anything but', { type: [{ 'anything-but': ['a', 'b'] }] }, { type: text('c') }, true],
  ['anything but a prefix', { type: [{ 'anything-but': { prefix: 'x' } }] }, { type: text('xy') }, false],
  ['an address in a range', { ip: [{ cidr: '10.0.0.0/24' }] }, { ip: text('10.0.0.7') }, true],
  ['an address outside of it', { ip: [{ cidr: '10.0.0.0/24' }] }, { ip: text('10.0.1.7') }, false],
  ['an attribute that is there', { type: [{ exists: true }] }, { type: text('a') }, true],
  ['an attribute that is not', { type: [{ exists: false }] }, {}, true],
  ['a value of a list', { interests: ['rugby'] }, { interests: list('chess', 'rugby') }, true],
  ['no value of a list', { interests: ['rugby'] }, { interests: list('chess', true, 7) }, false],
  [
    'bytes, which are ignored',
    { blob: [{ exists: true }] },
    { blob: { dataType: 'Binary', value: Uint8Array.of(1) } },
    false,
  ],
  ['one of two alternatives', { $or: [{ type: ['a'] }, { size: [1] }] }, { size: number('1') }, true],
])('attributes: %s', (_name, policy, attributes, fits) => {
  expect(byAttributes(policy, attributes)).toBe(fits);
});

test.each<[string, object, string, boolean]>([
  ['a nested value', { order: { state: ['paid'] } }, '{"order":{"state":"paid"}}', true],
  ['another nested value', { order: { state: ['paid'] } }, '{"order":{"state":"open"}}', false],
  ['one object of a list', { items: { sku: ['x'] } }, '{"items":[{"sku":"y"},{"sku":"x"}]}', true],
  ['true', { express: [true] }, '{"express":true}', true],
  ['a body that is no JSON', { express: [{ exists: false }] }, 'hello', false],
  ['a body that is a list', { express: [{ exists: false }] }, '[1]', false],
])('body: %s', (_name, policy, body, fits) => {
  expect(byBody(policy, body)).toBe(fits);
});

const values = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

test.each<[string, unknown, FilterPolicyScope, string]>([
  [
    'six keys',
    { a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'], f: ['1'] },
    'MessageAttributes',
    'more than 5 keys, got 6',
  ],
  ['151 combinations', { a: values(151) }, 'MessageAttributes', '151 combinations, at most 150'],
  ['153 combinations', { a: values(51), b: values(3) }, 'MessageAttributes', '153 combinations'],
  [
    'nested values, which count for each level',
    { a: { b: { c: values(4) } }, d: { e: values(3) }, f: values(3) },
    'MessageBody',
    '216 combinations',
  ],
  ['a nested key among attributes', { a: { b: ['c'] } }, 'MessageAttributes', 'does not support nested'],
  ['a value that is no list', { a: 'b' }, 'MessageAttributes', 'must be an object'],
  ['an empty list', { a: [] }, 'MessageAttributes', 'at least one rule'],
  ['an unknown operator', { a: [{ like: 'b' }] }, 'MessageAttributes', "'like' is no operator"],
  ['a number beyond a billion', { a: [{ numeric: ['<', 1_000_000_001] }] }, 'MessageAttributes', '-1e9 to 1e9'],
])('%s is refused', (_name, policy, scope, message) => {
  expect(() => snsFilter(policy, scope)).toThrow(message);
});

test('the limits themselves are valid', () => {
  snsFilter({ a: values(150) }, 'MessageAttributes');
  snsFilter({ a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'] }, 'MessageAttributes');
  snsFilter({ a: { b: ['1'], c: ['1'], d: ['1'], e: ['1'], f: ['1'], g: ['1'] } }, 'MessageBody');
  snsFilter({ a: [1_000_000_000] }, 'MessageAttributes');
});
