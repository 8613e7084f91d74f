import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { s3EventBody, s3TestEventBody, sqsEvent } from '../../../consumer/testing';
import { bundle } from './bundle';
import { PNG } from './files';
import { type StandIn, standIn } from './stand-in';

const bundled = bundle(join(__dirname, '../../../lambda/catalogue/handler.ts'));
afterAll(() => bundled.remove());

/** Loads the bundle as Lambda does, and calls it; the response is the last line that it prints. */
const DRIVER = `
  const { handler } = require(process.argv[1]);
  handler(JSON.parse(process.argv[2]), { awsRequestId: 'r1', getRemainingTimeInMillis: () => 30_000 })
    .then((response) => console.log(JSON.stringify({ response })));
`;

async function run(event: object, environment: Readonly<Record<string, string>>) {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['-e', DRIVER, bundled.file, JSON.stringify(event)],
    {
      env: {
        NODE_PATH: join(__dirname, '../../../node_modules'),
        AWS_REGION: 'us-east-1',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        ...environment,
      },
    },
  );
  // Powertools prints warnings to the error output; Lambda logs both.
  return `${stderr}${stdout}`
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

describe('the bundled handler', () => {
  let cloud: StandIn;

  beforeEach(async () => {
    cloud = await standIn(
      new Map([
        ['/uploads/Größe & Maß+1%.png', PNG],
        ['/uploads/broken.json', Buffer.from('{"a":')],
      ]),
    );
  });
  afterEach(() => cloud.close());

  test('reads an object once, writes its document, deletes its message, and reports the one that failed', async () => {
    const event = sqsEvent([
      s3EventBody({ key: 'Größe & Maß+1%.png', eTag: 'e1', sequencer: '0A' }),
      s3EventBody({ key: 'broken.json', eTag: 'e1' }),
      s3EventBody({ key: 'gone.txt' }),
      s3TestEventBody(),
    ]);

    const lines = await run(event, { AWS_ENDPOINT_URL: cloud.endpoint, CATALOGUE_BUCKET: 'catalogue' });

    expect(lines.at(-1)).toEqual({ response: { batchItemFailures: [{ itemIdentifier: 'message-2' }] } });
    expect(cloud.requests.filter((request) => request === 'GET /uploads/Größe & Maß+1%.png')).toHaveLength(1);
    const written = cloud.written.get('/catalogue/Größe & Maß+1%.png.json');
    expect(written).toMatchObject({ sequencer: '0A', condition: '*' });
    expect(JSON.parse(written?.body ?? '')).toMatchObject({
      key: 'Größe & Maß+1%.png',
      bytes: PNG.length,
      mediaType: 'image/png',
    });
    expect(lines.find(({ messageId }) => messageId === 'message-2')).toMatchObject({
      outcome: 'retry',
      reason: 'JSON does not parse at byte 5 (line 1): it ends before its value is complete',
    });
    expect(lines.find(({ messageId }) => messageId === 'message-3')).toMatchObject({ note: 'object is gone' });
    expect(lines.find(({ records }) => records === 4)).toMatchObject({
      completed: 3,
      retried: 1,
      notes: { 's3:TestEvent': 1 },
      requests: { DeleteMessageBatch: 1, ChangeMessageVisibilityBatch: 1, SendMessageBatch: 0 },
    });
    expect(cloud.requests).toEqual(expect.arrayContaining(['DeleteMessageBatch', 'ChangeMessageVisibilityBatch']));
  });

  test('does not start without its bucket', async () => {
    await expect(run(sqsEvent([]), { AWS_ENDPOINT_URL: cloud.endpoint })).rejects.toThrow(
      /'CATALOGUE_BUCKET' must be the name of a bucket, got nothing/,
    );
  });
});
