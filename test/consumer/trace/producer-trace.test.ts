import { type InjectTrace, injectXrayHeader } from '../../../consumer';
import { setUp } from '../producer/world';

const HEADER = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const PARENT = '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01';

/** As OpenTelemetry does it, with the propagators of W3C and of AWS. */
const inject: InjectTrace = (carrier) => {
  carrier['traceparent'] = PARENT;
  carrier['tracestate'] = 'vendor=7';
  carrier['X-Amzn-Trace-Id'] = HEADER;
};

function attributes(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 'x']));
}

afterEach(() => {
  delete process.env['_X_AMZN_TRACE_ID'];
  Reflect.deleteProperty(globalThis, 'awslambda');
});

test('a trace goes along: W3C as attributes, X-Ray as the system attribute', async () => {
  const { producer, queue } = setUp({ trace: inject });

  await producer.send('x', { attributes: { own: 'a' } });

  expect(queue.messages[0]).toMatchObject({
    traceHeader: HEADER,
    messageAttributes: {
      own: { stringValue: 'a' },
      traceparent: { dataType: 'String', stringValue: PARENT },
      tracestate: { dataType: 'String', stringValue: 'vendor=7' },
    },
  });
});

test('in a function the header of the invocation goes along, unless the sender says otherwise', async () => {
  process.env['_X_AMZN_TRACE_ID'] = HEADER;

  const byDefault = setUp();
  await byDefault.producer.sendAll([{ payload: 1 }, { payload: 2, traceHeader: 'Root=own' }]);
  const without = setUp({ trace: false });
  await without.producer.send(3);

  expect(byDefault.queue.messages.map(({ traceHeader }) => traceHeader)).toEqual([HEADER, 'Root=own']);
  expect(byDefault.queue.messages[0]?.messageAttributes).toEqual({});
  expect(without.queue.messages[0]?.traceHeader).toBeUndefined();
});

test('where one environment runs several invocations, the header is that of the own one', () => {
  process.env['_X_AMZN_TRACE_ID'] = 'Root=1-00000000-000000000000000000000000';
  Object.assign(globalThis, { awslambda: { InvokeStore: { getXRayTraceId: () => HEADER } } });
  const carrier: Record<string, string> = {};

  injectXrayHeader(carrier);

  expect(Object.values(carrier)).toEqual([HEADER]);
});

test.each([
  [8, ['traceparent', 'tracestate']],
  [9, ['traceparent']],
  [10, []],
])('of ten attributes the sender takes %i, and the trace takes what is left', async (count, expected) => {
  const { producer, queue } = setUp({ trace: inject });

  await producer.send('x', { attributes: attributes(count) });

  const names = Object.keys(queue.messages[0]?.messageAttributes ?? {});
  expect(names.filter((name) => name.startsWith('trace'))).toEqual(expected);
  expect(queue.messages[0]?.traceHeader).toBe(HEADER);
});

test('a message of exactly 1 MiB is sent without the attributes', async () => {
  const { producer, queue } = setUp({ trace: inject, format: 'text' });

  await producer.send('x'.repeat(1_048_576));

  expect(queue.messages[0]).toMatchObject({ traceHeader: HEADER, messageAttributes: {} });
});

test("a sender's own traceparent stays", async () => {
  const { producer, queue } = setUp({ trace: inject });

  await producer.send('x', { attributes: { traceparent: 'mine' } });

  expect(queue.messages[0]?.messageAttributes).toEqual({ traceparent: { dataType: 'String', stringValue: 'mine' } });
});

test.each<[string, InjectTrace]>([
  ['writes nothing', () => undefined],
  [
    'throws',
    () => {
      throw new Error('no context');
    },
  ],
  [
    'writes what is no trace',
    (carrier) => {
      Object.assign(carrier, { traceparent: '00-0-0-0', tracestate: 'a=b', 'X-Amzn-Trace-Id': 'Self=7' });
    },
  ],
])('a hook that %s stops no message', async (_, trace) => {
  const { producer, queue } = setUp({ trace });

  await producer.send('x');

  expect(queue.messages[0]).toMatchObject({ messageAttributes: {}, traceHeader: undefined });
});
