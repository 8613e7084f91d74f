import type { PolicyStatement } from '../../../model/policy/document';
import { parsePolicyDocument } from '../../../model/policy/document-shape';
import { validateQueuePolicy } from '../../../model/policy/validate';
import { ALLOW_S3_EVENTS, DENY_INSECURE_TRANSPORT, document, OWNER, PARTNER, QUEUE } from './factories';

const SEND = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: QUEUE } as const;

function list<T>(count: number, item: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

function verdictOf(...statements: object[]) {
  const result = validateQueuePolicy({ Version: '2012-10-17', Statement: statements });
  return 'problem' in result ? `${result.code} ${result.status}: ${result.problem}` : 'accepted';
}

const INVALID = 'InvalidAttributeValue 400: Invalid value for the parameter Policy.';

describe('a queue policy is accepted', () => {
  test('as text and as a document, and given back', () => {
    const policy = document(ALLOW_S3_EVENTS, DENY_INSECURE_TRANSPORT);
    expect(validateQueuePolicy(policy)).toEqual({ document: policy });
    expect(validateQueuePolicy(JSON.stringify(policy))).toEqual({ document: policy });
  });

  test.each<[string, object]>([
    ['a role', { ...SEND, Principal: { AWS: `arn:aws:iam::${PARTNER}:role/team/producer` } }],
    ['a session', { ...SEND, Principal: { AWS: `arn:aws:sts::${PARTNER}:assumed-role/producer/i-1` } }],
    ['an account', { ...SEND, Principal: { AWS: [PARTNER, `arn:aws-cn:iam::${OWNER}:root`] } }],
    ['what is left of a deleted role', { ...SEND, Principal: { AWS: 'AROAIOSFODNN7EXAMPLE' } }],
    ['a service', { ...SEND, Principal: { Service: 'delivery.logs.amazonaws.com' } }],
    ['all actions', { ...SEND, Action: 'SQS:*' }],
    ['no resource', { Effect: 'Deny', Principal: '*', NotAction: 'sqs:SendMessage' }],
    ["the owner's own role to delete", { ...SEND, Principal: { AWS: OWNER }, Action: 'sqs:DeleteQueue' }],
  ])('with %s', (_, statement) => {
    expect(verdictOf(statement)).toBe('accepted');
  });

  test('at every limit', () => {
    const statements = list(20, (index) => ({
      ...SEND,
      Sid: `S${index}`,
      Principal: { AWS: index === 0 ? list(31, () => PARTNER) : PARTNER },
      Condition: { StringEquals: { 'aws:SourceAccount': OWNER } },
    }));
    expect(verdictOf(...statements)).toBe('accepted');
    const actions = [
      'SendMessage',
      'ReceiveMessage',
      'DeleteMessage',
      'GetQueueUrl',
      'PurgeQueue',
      'TagQueue',
      'UntagQueue',
    ];
    expect(verdictOf({ ...SEND, Action: actions.map((name) => `sqs:${name}`) })).toBe('accepted');
  });

  test('of 8,192 bytes, and refused with one more', () => {
    const empty = JSON.stringify(document({ ...SEND, Sid: '' })).length;
    const sized = (bytes: number) => JSON.stringify(document({ ...SEND, Sid: 'x'.repeat(bytes - empty) }));
    expect(sized(8_192)).toHaveLength(8_192);
    expect(validateQueuePolicy(sized(8_192))).toHaveProperty('document');
    expect(validateQueuePolicy(sized(8_193))).toMatchObject({
      code: 'OverLimit',
      status: 403,
      problem: 'Submitted policy is over max allowed size.',
    });
  });
});

describe('a queue policy is over its limit', () => {
  const overLimit = (text: string) => `OverLimit 403: ${text}`;

  test('with 21 statements', () => {
    expect(verdictOf(...list(21, () => SEND))).toBe(
      overLimit('21 statements were found in the submitted policy, max allowed is 20'),
    );
  });

  test('with 10 actions in a statement', () => {
    expect(verdictOf(SEND, { ...SEND, Action: list(10, () => 'sqs:SendMessage') })).toBe(
      overLimit('10 actions were found in a statement from the submitted policy, max allowed is 7'),
    );
  });

  test('with 51 principals in all statements together', () => {
    const half = { ...SEND, Principal: { AWS: list(26, () => PARTNER) } };
    expect(verdictOf(half, { ...half, Principal: { AWS: list(25, () => PARTNER) } })).toBe(
      overLimit('51 principals were found in the submitted policy, max allowed is 50'),
    );
  });

  test('with 11 conditions in a statement', () => {
    const keys = Object.fromEntries(list(11, (index) => [`aws:RequestTag/${index}`, 'x']));
    expect(verdictOf({ ...SEND, Condition: { StringEquals: keys } })).toContain('11 conditions were found');
  });
});

describe('a queue policy is invalid', () => {
  test.each<[string, unknown]>([
    ['text that is no JSON', '{'],
    ['no object', '[]'],
    ['null', null],
    ['no statement', { Version: '2012-10-17' }],
    ['an empty list of statements', { Version: '2012-10-17', Statement: [] }],
    ['another version', { Version: '2012-10-18', Statement: SEND }],
    ['an unknown element', { Statement: SEND, Statements: [] }],
  ])('with %s', (_, policy) => {
    expect(validateQueuePolicy(policy)).toMatchObject({
      problem: 'Invalid value for the parameter Policy.',
      code: 'InvalidAttributeValue',
      status: 400,
    });
  });

  test.each<[string, object]>([
    ['no effect', { ...SEND, Effect: undefined }],
    ['an effect in lower case', { ...SEND, Effect: 'allow' }],
    ['no principal', { ...SEND, Principal: undefined }],
    ['an account of 3 digits', { ...SEND, Principal: { AWS: '123' } }],
    ['a wildcard in a role', { ...SEND, Principal: { AWS: `arn:aws:iam::${OWNER}:role/team*/x` } }],
    ['a wildcard for the account', { ...SEND, Principal: { AWS: 'arn:aws:iam::*:role/x' } }],
    ['a principal that is a number', { ...SEND, Principal: { AWS: 111122223333 } }],
    ['a principal of an unknown kind', { ...SEND, Principal: { Aws: OWNER } }],
    ['an empty principal', { ...SEND, Principal: {} }],
    ['a service that is none', { ...SEND, Principal: { Service: 's3' } }],
    ['NotPrincipal with Allow', { ...SEND, Principal: undefined, NotPrincipal: { AWS: OWNER } }],
    ['both principals', { ...SEND, Effect: 'Deny', NotPrincipal: { AWS: OWNER } }],
    ['no action', { ...SEND, Action: undefined }],
    ['an action that SQS has not', { ...SEND, Action: 'sqs:Bogus' }],
    ['a batch action', { ...SEND, Action: 'sqs:SendMessageBatch' }],
    ['an action of another service', { ...SEND, Action: 'sns:Publish' }],
    ['an action without a service', { ...SEND, Action: 'SendMessage' }],
    ['two resources', { ...SEND, Resource: [QUEUE, `${QUEUE}-2`] }],
    ['a resource that is no ARN', { ...SEND, Resource: 'orders' }],
    ['an unknown operator', { ...SEND, Condition: { StringEqual: { 'aws:SourceArn': 'x' } } }],
    ['NullIfExists', { ...SEND, Condition: { NullIfExists: { 'aws:SourceArn': 'true' } } }],
    ['a condition without values', { ...SEND, Condition: { StringEquals: { 'aws:SourceArn': [] } } }],
    ['a condition that is a text', { ...SEND, Condition: 'x' }],
    ["an owner's action for another account", { ...SEND, Principal: { AWS: PARTNER }, Action: 'sqs:DeleteQueue' }],
    ['an unknown element', { ...SEND, Actions: [] }],
    ['a Sid that is a number', { ...SEND, Sid: 1 }],
  ])('with a statement that has %s', (_, statement) => {
    expect(verdictOf(JSON.parse(JSON.stringify(statement)))).toBe(INVALID);
  });

  test('and the detail tells people what AWS does not', () => {
    const statement: PolicyStatement = { ...SEND, Sid: 'Send', Action: ['sqs:SendMessage', 'sqs:Bogus'] };
    expect(validateQueuePolicy(document(statement))).toHaveProperty(
      'detail',
      "statement Send has the action 'sqs:Bogus', which SQS does not have; " +
        'a batch operation is authorized as the singular action',
    );
  });
});

describe('a policy document', () => {
  test('is parsed from JSON', () => {
    expect(parsePolicyDocument(JSON.stringify(document(SEND)))).toEqual({ document: document(SEND) });
  });

  test.each([
    ['', 'the policy is not JSON'],
    ['{"Statement":{"Effect":"Maybe"}}', 'the Effect of statement 1 must be Allow or Deny, got "Maybe"'],
    [
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Sid":"A"},{"Effect":"Allow"}]}',
      'statement 2 must have either Action or NotAction',
    ],
  ])('%s has a problem in words', (text, problem) => {
    expect(parsePolicyDocument(text)).toEqual({ problem });
  });
});
