import type { PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest } from '../../../model/policy/request';
import { OWNER, request, user } from './factories';

const HOME = 'arn:aws:s3:::home';

/** `${name}` as a policy writes it. */
function variable(inside: string): string {
  return `$\{${inside}}`;
}

function allows(statement: Partial<PolicyStatement>, context: AccessRequest['context'] = {}, version = '2012-10-17') {
  const document = {
    Version: version,
    Statement: { Effect: 'Allow' as const, Action: 's3:*', Resource: '*', ...statement },
  };
  return evaluate(
    request({
      principal: user(OWNER, 'ada'),
      action: 's3:GetObject',
      resource: `${HOME}/ada/notes.txt`,
      context,
      identityPolicies: [{ name: 'policy Home of user ada', document }],
    }),
  ).allowed;
}

describe('a policy variable in a resource', () => {
  test('stands for what the request carries, whatever its case', () => {
    expect(allows({ Resource: `${HOME}/${variable('aws:username')}/*` })).toBe(true);
    expect(allows({ Resource: `${HOME}/${variable('AWS:USERNAME')}/*` })).toBe(true);
    expect(allows({ Resource: `${HOME}/${variable('x:name')}/*` }, { 'x:name': 'bob' })).toBe(false);
  });

  test('without a value matches nothing', () => {
    expect(allows({ Resource: `${HOME}/${variable('x:name')}*` })).toBe(false);
  });

  test('takes its default value when the key is missing, and only then', () => {
    const resource = `${HOME}/${variable("x:name, 'ada'")}/*`;
    expect(allows({ Resource: resource })).toBe(true);
    expect(allows({ Resource: resource }, { 'x:name': 'bob' })).toBe(false);
  });

  test('cannot be a key with several values', () => {
    expect(allows({ Resource: `${HOME}/${variable('x:names')}/*` }, { 'x:names': ['ada'] })).toBe(false);
  });

  test('brings no wildcards along', () => {
    expect(allows({ Resource: `${HOME}/${variable('x:name')}/*` }, { 'x:name': '*' })).toBe(false);
  });

  test('is plain text in a document of the older version', () => {
    expect(allows({ Resource: `${HOME}/${variable('aws:username')}/*` }, {}, '2008-10-17')).toBe(false);
  });

  test('of an asterisk is an asterisk', () => {
    const resource = `${HOME}/${variable('*')}`;
    expect(allows({ Resource: resource })).toBe(false);
    const literal = request({
      action: 's3:GetObject',
      resource: `${HOME}/*`,
      identityPolicies: [
        {
          name: 'policy Star',
          document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: resource } },
        },
      ],
    });
    expect(evaluate(literal).allowed).toBe(true);
  });
});

describe('a policy variable in a condition', () => {
  const same = variable('x:owner');

  test('compares two keys of the request', () => {
    const condition = { StringEquals: { 'aws:username': same } };
    expect(allows({ Condition: condition }, { 'x:owner': 'ada' })).toBe(true);
    expect(allows({ Condition: condition }, { 'x:owner': 'bob' })).toBe(false);
  });

  test('without a value equals nothing, and is different from everything', () => {
    expect(allows({ Condition: { StringLike: { 'aws:username': same } } })).toBe(false);
    expect(allows({ Condition: { StringNotEquals: { 'aws:username': same } } })).toBe(true);
  });

  test('keeps an ARN in its six segments, even when its value has colons', () => {
    const condition = { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${variable('x:account')}:a` } };
    const source = 'arn:aws:sns:us-east-1:1:a';
    expect(allows({ Condition: condition }, { 'aws:SourceArn': source, 'x:account': '1' })).toBe(true);
    expect(allows({ Condition: condition }, { 'aws:SourceArn': source, 'x:account': '1:a' })).toBe(false);
  });
});
