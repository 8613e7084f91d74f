import { wireService } from '../../../local/protocols/catalog';
import { matchRoute } from '../../../local/protocols/routes';
import { operationsOf } from '../../../local/protocols/schemas';
import type { WireRequest } from '../../../local/protocols/wire';

// The schemas that SDK clients export are no documented server API: this is what is relied on of them.

const operation = (service: Parameters<typeof wireService>[0], name: string) => {
  const found = operationsOf(wireService(service)).get(name);
  if (found === undefined) throw new Error(`${service} has no operation ${name}`);
  return found;
};

test.each([
  ['sqs', 'SendMessage'],
  ['s3', 'PutObject'],
  ['lambda', 'Invoke'],
  ['logs', 'PutLogEvents'],
  ['iam', 'CreateRole'],
  ['sts', 'AssumeRole'],
  ['monitoring', 'PutMetricAlarm'],
] as const)('the SDK client of %s exports the schema of %s', (service, name) => {
  const { input, output } = operation(service, name);
  expect(input.isStructSchema()).toBe(true);
  expect(output.isStructSchema() || output.isUnitSchema()).toBe(true);
});

test('a structure says which of its members must be there', () => {
  expect(operation('sqs', 'SendMessage').required).toEqual(['QueueUrl', 'MessageBody']);
  expect(operation('s3', 'UploadPart').required).toEqual(['Bucket', 'Key', 'PartNumber', 'UploadId']);
  expect(operation('sts', 'GetCallerIdentity').required).toEqual([]);
});

test('an operation of a REST service says its method, path and status', () => {
  expect(operation('s3', 'PutObject').http).toEqual(['PUT', '/{Key+}?x-id=PutObject', 200]);
  expect(operation('lambda', 'CreateEventSourceMapping').http).toEqual([
    'POST',
    '/2015-03-31/event-source-mappings',
    202,
  ]);
});

test('members say where they stand in a message', () => {
  const members = Object.fromEntries(operation('s3', 'PutObject').input.structIterator());
  expect(members['Key']?.getMergedTraits()).toMatchObject({ httpLabel: 1 });
  expect(members['ContentType']?.getMergedTraits()).toMatchObject({ httpHeader: 'Content-Type' });
  expect(members['Metadata']?.getMergedTraits()).toMatchObject({ httpPrefixHeaders: 'x-amz-meta-' });
  expect(members['Body']?.isStreaming()).toBe(true);
});

const request = (
  method: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
): WireRequest => ({
  method,
  path: '',
  query: new Map(Object.entries(query)),
  headers,
  body: {
    length: 0,
    bytes: async () => Buffer.alloc(0),
    stream: () => {
      throw new Error('not read here');
    },
  },
});

const inBucket = (name: string) => (candidate: { readonly members: ReadonlySet<string> }) =>
  name !== '' && candidate.members.has('Bucket');

test.each([
  ['PUT', '/a/b c.txt', {}, {}, 'PutObject'],
  ['PUT', '/key', {}, { 'x-amz-copy-source': '/b/k' }, 'CopyObject'],
  ['PUT', '/key', { partNumber: '1', uploadId: 'u' }, {}, 'UploadPart'],
  ['PUT', '/key', { partNumber: '1', uploadId: 'u' }, { 'x-amz-copy-source': '/b/k' }, 'UploadPartCopy'],
  ['PUT', '/', { notification: '' }, {}, 'PutBucketNotificationConfiguration'],
  ['PUT', '/', {}, {}, 'CreateBucket'],
  ['GET', '/', { 'list-type': '2', prefix: 'a' }, {}, 'ListObjectsV2'],
  ['GET', '/', {}, {}, 'ListObjects'],
  ['GET', '/key', { uploadId: 'u' }, {}, 'ListParts'],
  ['GET', '/key', {}, {}, 'GetObject'],
  ['HEAD', '/', {}, {}, 'HeadBucket'],
  ['HEAD', '/key', {}, {}, 'HeadObject'],
  ['DELETE', '/key', { uploadId: 'u' }, {}, 'AbortMultipartUpload'],
  ['POST', '/', { delete: '' }, {}, 'DeleteObjects'],
  ['GET', '/', { acl: '' }, {}, 'GetBucketAcl'],
])('%s %s %j %j is %s', (method, path, query, headers, name) => {
  const match = matchRoute(wireService('s3'), request(method, query, headers), path, inBucket('bucket'));
  expect(match?.operation.name).toBe(name);
});

test('a key keeps its slashes and loses its percent encoding', () => {
  const match = matchRoute(wireService('s3'), request('GET'), '/a/b%20c%2Bd/%E4%B8%AD.txt', inBucket('bucket'));
  expect(match?.labels).toEqual({ Key: 'a/b c+d/中.txt' });
});
