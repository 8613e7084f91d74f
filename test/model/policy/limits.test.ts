import type { PolicyPrincipal, PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest, Decision, NamedPolicy, PolicySource, Principal } from '../../../model/policy/request';
import { document, identityPolicy, OWNER, PARTNER, QUEUE, queuePolicy, request, role, user } from './factories';

const ALLOW: PolicyStatement = { Sid: 'Send', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const OTHER: PolicyStatement = { Sid: 'Receive', Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' };
const DENY: PolicyStatement = { ...ALLOW, Sid: 'NoSend', Effect: 'Deny' };

/** What a limit says about sending: allows it, does not mention it, denies it, or is not there. */
type Limit = 'allows' | 'silent' | 'denies' | 'none';
type Kind = Decision['kind'];

const STATEMENT: Readonly<Record<Exclude<Limit, 'none'>, PolicyStatement>> = {
  allows: ALLOW,
  silent: OTHER,
  denies: DENY,
};

function limited(boundary: Limit, session: Limit): Partial<AccessRequest> {
  const named = (name: string, limit: Exclude<Limit, 'none'>): NamedPolicy => ({
    name,
    document: document(STATEMENT[limit]),
  });
  return {
    ...(boundary === 'none' ? {} : { permissionsBoundary: named('the permissions boundary', boundary) }),
    ...(session === 'none' ? {} : { sessionPolicies: [named('the session policy', session)] }),
  };
}

const granted = (principal: PolicyPrincipal) => ({
  resourcePolicies: [queuePolicy({ ...ALLOW, Principal: principal, Resource: QUEUE })],
});

describe('what an identity policy gives', () => {
  test.each<[Limit, Limit, Kind, PolicySource | undefined]>([
    ['none', 'none', 'allow', undefined],
    ['allows', 'none', 'allow', undefined],
    ['silent', 'none', 'implicit-deny', 'boundary'],
    ['denies', 'none', 'explicit-deny', 'boundary'],
    ['none', 'allows', 'allow', undefined],
    ['none', 'silent', 'implicit-deny', 'session'],
    ['none', 'denies', 'explicit-deny', 'session'],
    ['allows', 'allows', 'allow', undefined],
    ['allows', 'silent', 'implicit-deny', 'session'],
    ['silent', 'allows', 'implicit-deny', 'boundary'],
    ['silent', 'silent', 'implicit-deny', 'boundary'],
    ['denies', 'allows', 'explicit-deny', 'boundary'],
    ['allows', 'denies', 'explicit-deny', 'session'],
  ])('under a boundary that is/has %s and a session policy that is/has %s: %s', (boundary, session, kind, deniedBy) => {
    const decision = evaluate(request({ identityPolicies: [identityPolicy(ALLOW)], ...limited(boundary, session) }));
    expect([decision.kind, decision.deniedBy]).toEqual([kind, deniedBy]);
  });

  test('is all there is: limits give nothing themselves', () => {
    const decision = evaluate(request(limited('allows', 'allows')));
    expect([decision.kind, decision.deniedBy]).toEqual(['implicit-deny', 'identity']);
  });

  test('is limited by the session policies together, and by an empty list of them not at all', () => {
    const both = ['silent', 'allows'].map((limit) => ({
      name: `the session policy that ${limit}`,
      document: document(STATEMENT[limit as 'silent' | 'allows']),
    }));
    const identityPolicies = [identityPolicy(ALLOW)];
    expect(evaluate(request({ identityPolicies, sessionPolicies: both })).allowed).toBe(true);
    expect(evaluate(request({ identityPolicies, sessionPolicies: [] })).allowed).toBe(true);
  });
});

/** "Policy evaluation for requests within a single account": who of the account is named decides what limits it. */
describe('what a queue policy gives within the account', () => {
  const worker = role(OWNER);
  const ada = user(OWNER);

  test.each<[string, Principal, PolicyPrincipal, Kind, Kind]>([
    ['a user', ada, { AWS: (ada as { arn: string }).arn }, 'allow', 'allow'],
    ["a role's session", worker, { AWS: worker.arn }, 'allow', 'allow'],
    ['a role', worker, { AWS: worker.roleArn }, 'implicit-deny', 'implicit-deny'],
    ['everyone', worker, '*', 'allow', 'allow'],
    ['a role and its session', worker, { AWS: [worker.roleArn, worker.arn] }, 'allow', 'allow'],
    ['the account', worker, { AWS: OWNER }, 'implicit-deny', 'implicit-deny'],
  ])('to %s', (_title, principal, named, underBoundary, underSession) => {
    const kind = (boundary: Limit, session: Limit) =>
      evaluate(request({ principal, ...granted(named), ...limited(boundary, session) })).kind;
    expect([kind('silent', 'none'), kind('none', 'silent')]).toEqual([underBoundary, underSession]);
    expect([kind('denies', 'none'), kind('none', 'denies')]).toEqual(['explicit-deny', 'explicit-deny']);
  });

  test('to a role is enough where the limits allow it', () => {
    const decision = evaluate(request({ ...granted({ AWS: worker.roleArn }), ...limited('allows', 'allows') }));
    expect(decision.allowed).toBe(true);
  });

  test('to the account still needs an identity policy, which the limits limit', () => {
    const both = { ...granted({ AWS: OWNER }), identityPolicies: [identityPolicy(ALLOW)] };
    expect(evaluate(request({ ...both, ...limited('allows', 'none') })).allowed).toBe(true);
    expect(evaluate(request({ ...both, ...limited('silent', 'none') })).deniedBy).toBe('boundary');
  });
});

describe('across accounts', () => {
  const partner = role(PARTNER);

  test.each<[string, PolicyPrincipal]>([
    ['the role', { AWS: partner.roleArn }],
    ['the session', { AWS: partner.arn }],
    ['the account', { AWS: PARTNER }],
    ['everyone', '*'],
  ])('what %s was given goes no further than the limits on its own side', (_title, named) => {
    const decide = (boundary: Limit, session: Limit) =>
      evaluate(
        request({
          principal: partner,
          identityPolicies: [identityPolicy(ALLOW)],
          ...granted(named),
          ...limited(boundary, session),
        }),
      );
    expect(decide('allows', 'allows').allowed).toBe(true);
    expect(decide('silent', 'none').deniedBy).toBe('boundary');
    expect(decide('none', 'silent').deniedBy).toBe('session');
  });
});

describe('a key policy', () => {
  const key = `arn:aws:kms:us-east-1:${OWNER}:key/1`;
  const decrypt: PolicyStatement = { Sid: 'Use', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
  const decide = (named: PolicyPrincipal, overrides: Partial<AccessRequest>) =>
    evaluate(
      request({
        action: 'kms:Decrypt',
        resource: key,
        resourcePolicies: [{ name: 'the key policy', document: document({ ...decrypt, Principal: named }) }],
        ...overrides,
      }),
    );
  const root = { AWS: `arn:aws:iam::${OWNER}:root` };
  const identityPolicies = [identityPolicy(decrypt)];

  test('that delegates to the account leaves it to identity policies within their limits', () => {
    expect(decide(root, { identityPolicies }).allowed).toBe(true);
    expect(decide(root, {}).deniedBy).toBe('identity');
    expect(decide(root, { identityPolicies, ...limited('silent', 'none') }).deniedBy).toBe('boundary');
    expect(decide(root, { identityPolicies, ...limited('none', 'silent') }).deniedBy).toBe('session');
  });

  test('that names the role is limited too, one that names its session is not', () => {
    expect(decide({ AWS: role(OWNER).roleArn }, limited('silent', 'none')).deniedBy).toBe('boundary');
    expect(decide({ AWS: role(OWNER).arn }, limited('silent', 'silent')).allowed).toBe(true);
  });

  test('that names nobody of the account makes its identity policies worth nothing', () => {
    expect(decide({ AWS: role(OWNER, 'admin').roleArn }, { identityPolicies }).deniedBy).toBe('resource');
  });

  test.each([
    ['kms:Decrypt', true],
    ['kms:GenerateDataKey', true],
    ['kms:DescribeKey', true],
    ['kms:PutKeyPolicy', false],
    ['kms:ScheduleKeyDeletion', false],
    ['KMS:schedulekeydeletion', false],
  ])('can give %s to another account: %s', (action, allowed) => {
    const statement: PolicyStatement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
    const decision = evaluate(
      request({
        principal: role(PARTNER),
        action,
        resource: key,
        identityPolicies: [identityPolicy(statement)],
        resourcePolicies: [{ name: 'the key policy', document: document({ ...statement, Principal: '*' }) }],
      }),
    );
    expect(decision.allowed).toBe(allowed);
    if (!allowed) {
      expect(decision.reason).toBe(
        `Only account ${OWNER}, which owns the key, may call ${action}: KMS does not let a policy grant it to another account's role ${role(PARTNER).roleArn}.`,
      );
    }
  });
});

describe('NotPrincipal with Deny', () => {
  const everyoneElse = queuePolicy({
    Sid: 'OnlyWorker',
    Effect: 'Deny',
    NotPrincipal: { AWS: [OWNER, role(OWNER).roleArn, role(OWNER).arn] },
    Action: 'sqs:*',
    Resource: QUEUE,
  });
  const identityPolicies = [identityPolicy(ALLOW)];

  test('leaves out whom it names, but nobody who has a permissions boundary', () => {
    const free = request({ identityPolicies, resourcePolicies: [everyoneElse] });
    expect(evaluate(free).allowed).toBe(true);
    expect(evaluate({ ...free, ...limited('allows', 'none') }).kind).toBe('explicit-deny');
    expect(evaluate({ ...free, ...limited('none', 'allows') }).allowed).toBe(true);
  });
});

describe('the reason', () => {
  const reasonOf = (boundary: Limit, session: Limit) =>
    evaluate(request({ identityPolicies: [identityPolicy(ALLOW)], ...limited(boundary, session) })).reason;

  test('names the permissions boundary', () => {
    expect(reasonOf('silent', 'none')).toBe(
      'No permissions boundary allows it: statement Send of policy Consumer of role worker allows it, but nobody gets more than the own permissions boundary allows, and the permissions boundary does not allow sqs:SendMessage.',
    );
  });

  test('names the session policy', () => {
    expect(reasonOf('none', 'silent')).toBe(
      'No session policy allows it: statement Send of policy Consumer of role worker allows it, but a session gets no more than its session policies allow, and the session policy does not allow sqs:SendMessage.',
    );
  });

  test('names every policy within whose limits it stays', () => {
    expect(reasonOf('allows', 'allows')).toBe(
      'Statement Send of policy Consumer of role worker allows it, within statement Send of the permissions boundary, within statement Send of the session policy.',
    );
  });

  test('names the limit whose statement denies', () => {
    expect(reasonOf('denies', 'none')).toBe('Statement NoSend of the permissions boundary denies it.');
  });
});
