import fc from 'fast-check';
import { batchResponse, failedItems, failedItemsOfPayload } from '../../../model/events/batch-response';

const IDS = ['a', 'b', 'c'];

describe('a batch succeeds completely', () => {
  test.each<[string, unknown]>([
    ['an empty list', { batchItemFailures: [] }],
    ['a null list', { batchItemFailures: null }],
    ['an empty response', {}],
    ['a null response', null],
    ['no response', undefined],
    ['a response without the list', { statusCode: 200 }],
  ])('with %s', (_, response) => {
    expect(failedItems(response, IDS)).toEqual({ kind: 'success', failed: new Set() });
  });

  test('with an empty payload', () => {
    expect(failedItemsOfPayload('', IDS).kind).toBe('success');
  });
});

describe('a batch fails completely', () => {
  test.each<[string, unknown]>([
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['a misspelt key', { batchItemFailures: [{ itemIdentifer: 'a' }] }],
    ['an id of another batch', { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'z' }] }],
    ['an id that is a number', { batchItemFailures: [{ itemIdentifier: 1 }] }],
    ['ids instead of objects', { batchItemFailures: ['a'] }],
    ['a list that is none', { batchItemFailures: { itemIdentifier: 'a' } }],
    ['a text', 'done'],
    ['a list as the response', [{ itemIdentifier: 'a' }]],
  ])('with %s, and the reason says so', (_, response) => {
    const outcome = failedItems(response, IDS);
    expect(outcome).toMatchObject({ kind: 'all', failed: new Set(IDS) });
    expect(outcome.reason).toMatch(/\.$/);
  });

  test('with a payload that is no JSON', () => {
    expect(failedItemsOfPayload('{"batch', IDS)).toEqual({
      kind: 'all',
      failed: new Set(IDS),
      reason: 'The response is not JSON.',
    });
  });

  test('and the reason names the wrong id', () => {
    expect(failedItems({ batchItemFailures: [{ itemIdentifier: 'z' }] }, IDS).reason).toBe(
      '\'batchItemFailures[0].itemIdentifier\' is "z", no message of this batch.',
    );
  });
});

describe('a batch fails in part', () => {
  test('with the ids of its failed messages, named once or twice', () => {
    const response = batchResponse(['b', 'c', 'b']);
    expect(failedItems(response, IDS)).toEqual({ kind: 'partial', failed: new Set(['b', 'c']) });
    expect(failedItemsOfPayload(JSON.stringify(response), IDS).failed).toEqual(new Set(['b', 'c']));
  });
});

test('whatever a function answers, no message outside of the batch is counted and success leaves none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (response) => {
      const { kind, failed } = failedItems(response, IDS);
      expect(IDS).toEqual(expect.arrayContaining([...failed]));
      expect(kind === 'success').toBe(failed.size === 0);
    }),
  );
});
