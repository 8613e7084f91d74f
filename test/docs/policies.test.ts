import { SHAREABLE_KMS_ACTIONS } from '../../model/policy/kms-actions';
import { OPERATORS } from '../../model/policy/operators';
import { isOwnerOnlyAction, SQS_ACTIONS } from '../../model/policy/sqs-actions';
import { listUnder, read } from './page';

const PAGE = 'docs/policies.md';

const names = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')).sort();
const keysIn = (path: string, pattern: RegExp): string[] =>
  [...read(path).matchAll(pattern)].map(([, key]) => key?.toLowerCase() ?? '').sort();

test('the page lists every operator', () => {
  expect(names(listUnder(PAGE, 'Operators'))).toEqual([...OPERATORS.keys()].sort());
});

test('the page lists the keys that follow from the request, and those that every request has in the local cloud', () => {
  const known = keysIn('model/policy/condition-keys.ts', /case '(aws:\w+)'/g);
  const sent = keysIn('local/authorize.ts', /'(aws:\w+)':/g);
  const listed = (heading: string) => names(listUnder(PAGE, heading)).map((key) => key.toLowerCase());
  expect(listed('From the principal and the resource').sort()).toEqual(known);
  expect(listed('In every request in the local cloud').sort()).toEqual(sent);
});

test('the page lists the actions that stay with the owner', () => {
  expect(names(listUnder(PAGE, 'Of SQS'))).toEqual(SQS_ACTIONS.filter(isOwnerOnlyAction));
  expect(names(listUnder(PAGE, 'Of KMS, all but these'))).toEqual([...SHAREABLE_KMS_ACTIONS].sort());
});
