import { customerKeys } from '../../labs/customer-keys/lab';
import { type Change, failuresWith } from './failures-with';

const ARRIVES = 'The upload arrives, and can be received';
const OTHERS = 'Nobody in another account can use the key';
const REVOKED = 'Your team can revoke the key';

const failures = (part: string, ...changes: readonly Change[]) =>
  failuresWith(customerKeys, part, 'stack.ts', ...changes);

const conditionsOfKey: Change = [/(resources: \['\*'\],)\n *conditions: fromBucket,/, '$1'];

test('a key whose policy does not name S3 keeps it out, and the reason names the action and the policy', async () => {
  expect(await failures('solution', [/key\.addToResourcePolicy\(.*?\n {4}\);/s, ''])).toEqual([
    expect.stringMatching(/not authorized to perform: kms:GenerateDataKey.*key policy/),
  ]);
});

test('SSE-SQS lets everything arrive, and nobody can revoke it', async () => {
  expect(await failures('start', ['KMS_MANAGED', 'SQS_MANAGED'], [/dataKeyReuse: .*/, ''])).toEqual([
    `${REVOKED}: the queue has no key of KMS that could be disabled`,
  ]);
});

test('a key policy for another service does not let S3 in', async () => {
  const [arrives, ...others] = await failures('solution', [
    /(key\.addToResourcePolicy.*?)s3\.amazonaws\.com/s,
    '$1sns.amazonaws.com',
  ]);
  expect(arrives).toContain(ARRIVES);
  expect(arrives).toContain('Principal wants Service sns.amazonaws.com, got service s3.amazonaws.com');
  expect(others).toEqual([]);
});

test.each([
  ['kms:GenerateDataKey', "'kms:GenerateDataKey', 'kms:Decrypt'", "'kms:GenerateDataKey'", 'kms:Decrypt'],
  ['kms:Encrypt', "'kms:GenerateDataKey', 'kms:Decrypt'", "'kms:Encrypt', 'kms:Decrypt'", 'kms:GenerateDataKey'],
])('%s is not what SQS needs, and the missing action is named', async (_, from, to, missing) => {
  expect(await failures('solution', [from, to])).toEqual([
    expect.stringContaining(`not authorized to perform: ${missing} on`),
  ]);
});

test('a key policy without a condition lets S3 use the key for the queue of a stranger', async () => {
  const [others, ...more] = await failures('solution', conditionsOfKey);
  expect(others).toContain(OTHERS);
  expect(others).toContain('S3, from its own bucket to its own queue: let through');
  expect(more).toEqual([]);
});

test("a key policy with Principal '*' lets a stranger use the key", async () => {
  const failed = await failures(
    'solution',
    conditionsOfKey,
    [/(key\.addToResourcePolicy.*?)new ServicePrincipal\('s3\.amazonaws\.com'\)/s, '$1new StarPrincipal()'],
    ['PolicyStatement, ', 'PolicyStatement, StarPrincipal, '],
  );
  expect(failed).toEqual([expect.stringContaining(`${OTHERS}: GenerateDataKey: let through`)]);
});

test('a queue that names its key by an alias is judged like any other', async () => {
  const alias: Change = [/encryptionMasterKey: key,/, "encryptionMasterKey: key.addAlias('alias/claims'),"];
  expect(await failures('solution', alias)).toEqual([]);
});

test('a key policy that locks its own account out is refused before anything else is judged', async () => {
  const changes: readonly Change[] = [
    ["new Key(this, 'Key')", "new Key(this, 'Key', { policy: new PolicyDocument() })"],
    ['PolicyStatement, ', 'PolicyDocument, PolicyStatement, '],
  ];
  expect(await failures('solution', ...changes)).toEqual([
    expect.stringContaining('The policy of the key must let your account 111122223333 in'),
  ]);
});
