import type { Target } from '@aws-sdk/client-eventbridge';
import { EventCloud, queueArnOf, ruleArnOf } from './event-cloud';

let it: EventCloud;
beforeEach(async () => {
  it = await EventCloud.start({ startTime: Date.UTC(2026, 0, 1) });
  await it.createQueue('orders', 'orders');
});
afterEach(() => it.stop());

const detail = {
  orderId: 'o-1',
  total: 12.5,
  lines: [{ sku: 'a' }, { sku: 'b' }],
  note: 'say "hi"',
  'gift-wrap': true,
};

async function bodyWith(input: Partial<Target>): Promise<string | undefined> {
  await it.rule('orders', { source: ['shop'] }, { Id: 'queue', Arn: queueArnOf('orders'), ...input });
  await it.put(detail);
  return (await it.bodies('orders'))[0];
}

test('a constant input takes the place of the event', async () => {
  expect(await bodyWith({ Input: '{"run":"report"}' })).toBe('{"run":"report"}');
});

test.each([
  ['$.detail', detail],
  ['$.detail.orderId', 'o-1'],
  ['$.detail.lines[1].sku', 'b'],
  ['$.detail.lines[*].sku', ['a', 'b']],
  ['$.detail.gift-wrap', true],
  ['$.detail.nothing', null],
])('an input path: %s', async (InputPath, value) => {
  expect(JSON.parse((await bodyWith({ InputPath })) ?? '')).toEqual(value);
});

const transform = (InputTemplate: string, InputPathsMap?: Record<string, string>) =>
  bodyWith({ InputTransformer: { InputTemplate, InputPathsMap } });

test('a template of JSON takes values of any kind, and comes without white space', async () => {
  const body = await transform('{\n  "id": <id>, "total": <total>, "lines": <lines>, "state": [9, <id>, true]\n}', {
    id: '$.detail.orderId',
    total: '$.detail.total',
    lines: '$.detail.lines',
  });
  expect(body).toBe('{"id":"o-1","total":12.5,"lines":[{"sku":"a"},{"sku":"b"}],"state":[9,"o-1",true]}');
});

test('within quotes a value stands in the text', async () => {
  const body = await transform('{"text": "order \\"<id>\\" of <total>"}', {
    id: '$.detail.orderId',
    total: '$.detail.total',
  });
  expect(JSON.parse(body ?? '')).toEqual({ text: 'order "o-1" of 12.5' });
});

test('a template of text keeps its quotes', async () => {
  expect(await transform('"order <id> came"', { id: '$.detail.orderId' })).toBe('"order o-1 came"');
});

test('a path that leads nowhere leaves an empty text behind', async () => {
  const body = await transform('{"a": <none>, "b": "(<none>)"}', { none: '$.detail.none' });
  expect(JSON.parse(body ?? '')).toEqual({ a: '', b: '()' });
});

test('predefined variables need no path', async () => {
  const body = await transform(
    '{"arn": <aws.events.rule-arn>, "rule": "<aws.events.rule-name>", "at": <aws.events.event.ingestion-time>, "event": <aws.events.event>, "whole": <aws.events.event.json>}',
  );
  const read = JSON.parse(body ?? '');
  expect(read).toMatchObject({
    arn: ruleArnOf('orders'),
    rule: 'orders',
    at: '2026-01-01T00:00:00Z',
    event: { source: 'shop' },
    whole: { detail },
  });
  expect(read.event).not.toHaveProperty('detail');
});

test('a value that breaks the JSON of its template cannot be delivered: EventBridge does not escape it', async () => {
  expect(await transform('{"note": "<note>"}', { note: '$.detail.note' })).toBeUndefined();
  expect(it.told.at(-1)).toMatchObject({ type: 'events.lost', code: 'INVALID_JSON' });
});
