import { type MappingSource, mappedValue } from '../../../local/services/apigateway/parameter-mapping';
import { mapResponse } from '../../../local/services/apigateway/response-mapping';

const source: MappingSource = {
  path: '/jobs/7',
  pathParameters: { job: '7' },
  query: new Map([['size', 'large']]),
  headers: { 'customer-id': 'c1' },
  body: Buffer.from('{"video":{"name":"cats","tags":["a","b"],"seconds":12},"none":null}'),
  context: { requestId: 'r1', 'identity.sourceIp': '127.0.0.1' },
  stageVariables: { queue: 'q1' },
};

test.each([
  ['$request.header.Customer-Id', 'c1'],
  ['$request.querystring.size', 'large'],
  ['$request.path.job', '7'],
  ['$request.path', '/jobs/7'],
  ['$request.body', source.body.toString()],
  ['$request.body.video.name', 'cats'],
  ['$request.body.video.seconds', '12'],
  ['$request.body.video.tags[1]', 'b'],
  ['$request.body.video.tags', '["a","b"]'],
  ['$context.requestId', 'r1'],
  ['$context.identity.sourceIp', '127.0.0.1'],
  ['$stageVariables.queue', 'q1'],
  ['of $' + '{request.header.customer-id}: $' + '{context.requestId}', 'of c1: r1'],
  ['$5 is text', '$5 is text'],
])('%s is %s', (mapping, value) => {
  expect(mappedValue(mapping, source)).toBe(value);
});

test.each([
  '$request.header.other',
  '$request.querystring.Size',
  '$request.body.none',
  '$request.body.video.name.first',
])('%s has no value in this request', (mapping) => {
  expect(mappedValue(mapping, source)).toBeUndefined();
});

test('a JSON path sees the first 100 KB of the body, so that a longer one has no values', () => {
  const body = Buffer.from(JSON.stringify({ name: 'cats', more: 'x'.repeat(102_400) }));
  expect(mappedValue('$request.body.name', { ...source, body })).toBeUndefined();
  expect(mappedValue('$request.body', { ...source, body })).toHaveLength(body.length);
});

test('a response is changed by the mappings of its status only', () => {
  const response = { status: 200, headers: { 'content-type': 'text/xml', a: '1', b: '2', c: '3' }, body: 'sent' };
  const mappings = {
    200: {
      'overwrite:statuscode': '202',
      'overwrite:header.A': '$context.requestId',
      'append:header.b': 'more',
      'remove:header.c': '',
      'overwrite:header.d': '$request.header.other',
    },
    400: { 'overwrite:statuscode': '422' },
  };
  expect(mapResponse(response, mappings, source)).toEqual({
    status: 202,
    headers: { 'content-type': 'text/xml', a: 'r1', b: '2,more' },
    body: 'sent',
  });
  expect(mapResponse({ ...response, status: 500 }, mappings, source).status).toBe(500);
});
