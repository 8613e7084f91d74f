import { eventPattern } from '../../../../model/events/filter/event-pattern';

const uploaded = {
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  account: '111122223333',
  region: 'us-east-1',
  resources: ['arn:aws:s3:::uploads'],
  detail: {
    bucket: { name: 'uploads' },
    object: { key: 'orders/2026/1.json', size: 512 },
    'source-ip-address': '10.0.0.7',
    tags: ['a', 'b'],
    empty: '',
    nothing: null,
    flag: true,
  },
};

const fits = (pattern: object) => eventPattern(JSON.stringify(pattern))(uploaded);
const key = (rule: unknown) => ({ detail: { object: { key: [rule] } } });
const size = (rule: unknown) => ({ detail: { object: { size: [rule] } } });

test.each<[string, object, object]>([
  ['exact', { source: ['aws.s3'] }, { source: ['aws.S3'] }],
  ['exact, one of several', { region: ['eu-west-1', 'us-east-1'] }, { region: ['eu-west-1', 'eu-west-2'] }],
  ['exact, in a list', { resources: ['arn:aws:s3:::uploads'] }, { resources: ['arn:aws:s3:::other'] }],
  ['empty text', { detail: { empty: [''] } }, { source: [''] }],
  ['null', { detail: { nothing: [null] } }, { detail: { empty: [null] } }],
  ['boolean', { detail: { flag: [true] } }, { detail: { flag: [false] } }],
  ['and', { source: ['aws.s3'], ...key({ prefix: 'orders/' }) }, { source: ['shop'], ...key({ prefix: 'orders/' }) }],
  ['prefix', key({ prefix: 'orders/' }), key({ prefix: 'Orders/' })],
  ['prefix in any case', key({ prefix: { 'equals-ignore-case': 'ORDERS/' } }), key({ prefix: 'ORDERS/' })],
  ['suffix', key({ suffix: '.json' }), key({ suffix: '.JSON' })],
  ['suffix in any case', key({ suffix: { 'equals-ignore-case': '.JSON' } }), key({ suffix: '.xml' })],
  ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'AWS.S3' }] }, { source: [{ 'equals-ignore-case': 'x' }] }],
  ['anything-but', key({ 'anything-but': 'x' }), key({ 'anything-but': 'orders/2026/1.json' })],
  ['anything-but, a list', key({ 'anything-but': ['x', 'y'] }), key({ 'anything-but': ['x', 'orders/2026/1.json'] })],
  ['anything-but, a number', size({ 'anything-but': 1 }), size({ 'anything-but': [1, 512] })],
  ['anything-but, prefix', key({ 'anything-but': { prefix: 'tmp/' } }), key({ 'anything-but': { prefix: 'orders/' } })],
  [
    'anything-but, prefixes',
    key({ 'anything-but': { prefix: ['tmp/', 'log/'] } }),
    key({ 'anything-but': { prefix: ['tmp/', 'orders/'] } }),
  ],
  ['anything-but, suffix', key({ 'anything-but': { suffix: '.xml' } }), key({ 'anything-but': { suffix: ['.json'] } })],
  [
    'anything-but, in any case',
    { source: [{ 'anything-but': { 'equals-ignore-case': 'shop' } }] },
    { source: [{ 'anything-but': { 'equals-ignore-case': ['shop', 'AWS.S3'] } }] },
  ],
  [
    'anything-but, wildcard',
    key({ 'anything-but': { wildcard: '*/2025/*' } }),
    key({ 'anything-but': { wildcard: ['*/2025/*', '*/2026/*'] } }),
  ],
  ['numeric', size({ numeric: ['=', 512] }), size({ numeric: ['>', 512] })],
  ['numeric, a range', size({ numeric: ['>', 0, '<=', 512] }), size({ numeric: ['>', 0, '<', 512] })],
  ['exists', key({ exists: true }), { detail: { object: { etag: [{ exists: true }] } } }],
  ['does not exist', { detail: { object: { etag: [{ exists: false }] } } }, key({ exists: false })],
  ['wildcard', key({ wildcard: 'orders/*/1.json' }), key({ wildcard: 'orders/*/2.json' })],
  ['wildcard at both ends', key({ wildcard: '*2026*' }), key({ wildcard: '*2025*' })],
  ['wildcard without a star', key({ wildcard: 'orders/2026/1.json' }), key({ wildcard: 'orders/' })],
  ['wildcard that would overlap', key({ wildcard: 'orders/*1.json' }), key({ wildcard: 'orders/2026/1.j*1.json' })],
  ['wildcard, several parts', key({ wildcard: 'o*/2*6/*' }), key({ wildcard: 'o*/6*2/*' })],
  [
    'cidr',
    { detail: { 'source-ip-address': [{ cidr: '10.0.0.0/24' }] } },
    { detail: { 'source-ip-address': [{ cidr: '10.0.1.0/24' }] } },
  ],
  [
    '$or',
    { $or: [{ source: ['shop'] }, { detail: { object: { size: [{ numeric: ['>', 500] }] } } }] },
    { $or: [{ source: ['shop'] }, { region: ['eu-west-1'] }] },
  ],
  [
    '$or, below',
    { detail: { $or: [{ flag: [false] }, { tags: ['b'] }] } },
    { source: ['shop'], detail: { $or: [{ flag: [true] }, { tags: ['b'] }] } },
  ],
])('%s', (_operator, fitting, other) => {
  expect([fits(fitting), fits(other)]).toEqual([true, false]);
});

test('a backslash makes a star and itself ordinary', () => {
  const named = (name: string) => ({ name });
  const starred = eventPattern('{"name":[{"wildcard":"a\\\\*b"}]}');
  expect([starred(named('a*b')), starred(named('axb'))]).toEqual([true, false]);
  const slashed = eventPattern('{"name":[{"wildcard":"a\\\\\\\\*"}]}');
  expect([slashed(named('a\\b')), slashed(named('ab'))]).toEqual([true, false]);
});

test.each([
  ['no JSON', '{'],
  ['no object', '["aws.s3"]'],
  ['no field', '{}'],
  ['a value outside of a list', '{"source":"aws.s3"}'],
  ['an empty list', '{"source":[]}'],
  ['an operator that is none', '{"source":[{"contains":"s3"}]}'],
  ['two operators in one', '{"source":[{"prefix":"a","suffix":"b"}]}'],
  ['two stars in a row', '{"source":[{"wildcard":"a**"}]}'],
  ['an escape of something else', '{"source":[{"wildcard":"a\\\\b"}]}'],
  ['a wildcard that is no text', '{"source":[{"wildcard":1}]}'],
  ['a range upside down', '{"n":[{"numeric":["<",1,">",2]}]}'],
  ['a number beyond 5e9', '{"n":[{"numeric":["=",5000000001]}]}'],
  ['numeric within anything-but', '{"n":[{"anything-but":{"numeric":["=",1]}}]}'],
  ['no text in a list within anything-but', '{"n":[{"anything-but":{"prefix":[]}}]}'],
  ['an address that is none', '{"ip":[{"cidr":"10.0.0"}]}'],
  ['$or without a list', '{"$or":{"source":["aws.s3"]}}'],
  ['too long', JSON.stringify({ source: ['x'.repeat(4_096)] })],
])('refused: %s', (_what, pattern) => {
  expect(() => eventPattern(pattern)).toThrow(expect.objectContaining({ name: 'FilterPatternError' }));
});
