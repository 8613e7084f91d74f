import type { S3EventRecord, S3TestEvent } from './s3-event';

/** What the body of a message holds that S3 should have written. */
export type S3Notification =
  | { readonly kind: 'records'; readonly records: readonly S3EventRecord[] }
  | { readonly kind: 'test'; readonly event: S3TestEvent }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Reads a message's body as S3's notification. It never throws: what is no notification says why. */
export function parseS3Notification(body: string): S3Notification {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return invalid('the body is not JSON');
  }
  if (!isObject(value)) {
    return invalid('the body is not a JSON object');
  }
  if (Array.isArray(value['Records'])) {
    return recordsOf(value['Records']);
  }
  if (value['Event'] === 's3:TestEvent') {
    return { kind: 'test', event: testEventOf(value) };
  }
  return invalid("the body has neither 'Records' nor the event 's3:TestEvent'");
}

function recordsOf(values: readonly unknown[]): S3Notification {
  const records: S3EventRecord[] = [];
  for (const [index, value] of values.entries()) {
    const problem = problemOf(value);
    if (problem !== undefined) {
      return invalid(`Records[${index}] ${problem}`);
    }
    records.push(value as S3EventRecord);
  }
  return { kind: 'records', records };
}

/** The parts that a consumer relies on; AWS may add others within the major version 2. */
function problemOf(value: unknown): string | undefined {
  if (!isObject(value)) {
    return 'is not an object';
  }
  if (value['eventSource'] !== 'aws:s3') {
    return `comes from ${JSON.stringify(value['eventSource']) ?? 'no event source'}, not from "aws:s3"`;
  }
  if (typeof value['eventName'] !== 'string') {
    return "has no 'eventName'";
  }
  const s3 = value['s3'];
  const bucket = isObject(s3) ? s3['bucket'] : undefined;
  const object = isObject(s3) ? s3['object'] : undefined;
  if (!isObject(bucket) || typeof bucket['name'] !== 'string') {
    return "has no 's3.bucket.name'";
  }
  if (!isObject(object) || typeof object['key'] !== 'string') {
    return "has no 's3.object.key'";
  }
  return undefined;
}

function testEventOf(value: Readonly<Record<string, unknown>>): S3TestEvent {
  const text = (name: string) => (typeof value[name] === 'string' ? value[name] : '');
  return {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: text('Time'),
    Bucket: text('Bucket'),
    RequestId: text('RequestId'),
    HostId: text('HostId'),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(reason: string): S3Notification {
  return { kind: 'invalid', reason };
}
