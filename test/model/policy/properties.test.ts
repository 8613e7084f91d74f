import fc from 'fast-check';
import type { PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest, Principal } from '../../../model/policy/request';
import { ANYONE, document, OWNER, PARTNER, QUEUE, role, root, S3, user } from './factories';

const PRINCIPALS: readonly Principal[] = [role(OWNER), role(PARTNER), user(OWNER), root(PARTNER), S3, ANYONE];

const condition = fc.dictionary(
  fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'ForAllValues:StringEquals', 'Null', 'Bool'),
  fc.dictionary(fc.constantFrom('x:a', 'x:b', 'X:A'), fc.constantFrom('true', 'false', 'a', 'a*'), { maxKeys: 2 }),
  { maxKeys: 2 },
);

const statement: fc.Arbitrary<PolicyStatement> = fc.record(
  {
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.constantFrom<NonNullable<PolicyStatement['Principal']>>(
      '*',
      { AWS: OWNER },
      { AWS: PARTNER },
      { AWS: role(OWNER).roleArn },
      { AWS: role(PARTNER).roleArn },
      { Service: 's3.amazonaws.com' },
    ),
    Action: fc.constantFrom('sqs:SendMessage', 'sqs:*', '*', 'sqs:ReceiveMessage'),
    Resource: fc.constantFrom(QUEUE, '*', `${QUEUE}-dead`),
    Condition: condition,
  },
  { requiredKeys: ['Effect', 'Principal', 'Action', 'Resource'] },
);

const statements = fc.array(statement, { maxLength: 4 });

const situation = fc.record({
  principal: fc.constantFrom(...PRINCIPALS),
  action: fc.constantFrom('sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteQueue', 'sts:AssumeRole'),
  context: fc.dictionary(fc.constantFrom('x:a', 'x:b'), fc.constantFrom('true', 'false', 'a', 'ab'), { maxKeys: 2 }),
  identity: statements,
  resource: statements,
});

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

function decide({ principal, action, context, identity, resource }: Situation) {
  const request: AccessRequest = {
    principal,
    action,
    resource: QUEUE,
    resourceAccount: OWNER,
    context,
    identityPolicies: [{ name: 'policy Worker of role worker', document: document(...identity) }],
    resourcePolicies: [{ name: `the queue policy of ${QUEUE}`, document: document(...resource) }],
  };
  return evaluate(request);
}

const RUNS = { numRuns: 300 };

test('a denial that applies wins over everything', () => {
  const denial: PolicyStatement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
  fc.assert(
    fc.property(situation, (of) => {
      expect(decide({ ...of, resource: [...of.resource, denial] }).kind).toBe('explicit-deny');
    }),
    RUNS,
  );
});

test('removing a condition of an allowing statement never takes access away', () => {
  fc.assert(
    fc.property(situation, (of) => {
      fc.pre(decide(of).allowed);
      const lenient = (statements: PolicyStatement[]) =>
        statements.map((statement) => (statement.Effect === 'Allow' ? { ...statement, Condition: {} } : statement));
      expect(decide({ ...of, identity: lenient(of.identity), resource: lenient(of.resource) }).allowed).toBe(true);
    }),
    RUNS,
  );
});

test('another allowing statement never takes access away', () => {
  fc.assert(
    fc.property(situation, statement, (of, another) => {
      fc.pre(decide(of).allowed);
      const allowing: PolicyStatement = { ...another, Effect: 'Allow' };
      expect(decide({ ...of, identity: [...of.identity, allowing] }).allowed).toBe(true);
      expect(decide({ ...of, resource: [...of.resource, allowing] }).allowed).toBe(true);
    }),
    RUNS,
  );
});

test('another denying statement never gives access', () => {
  fc.assert(
    fc.property(situation, statement, (of, another) => {
      fc.pre(!decide(of).allowed);
      const denying: PolicyStatement = { ...another, Effect: 'Deny' };
      expect(decide({ ...of, identity: [...of.identity, denying] }).allowed).toBe(false);
      expect(decide({ ...of, resource: [...of.resource, denying] }).allowed).toBe(false);
    }),
    RUNS,
  );
});

test('the order of statements decides nothing', () => {
  fc.assert(
    fc.property(situation, (of) => {
      const reversed = { ...of, identity: of.identity.toReversed(), resource: of.resource.toReversed() };
      expect(decide(reversed).kind).toBe(decide(of).kind);
    }),
    RUNS,
  );
});

test('without any allowing statement nobody gets access', () => {
  fc.assert(
    fc.property(situation, (of) => {
      const denials = (statements: PolicyStatement[]) => statements.filter(({ Effect }) => Effect === 'Deny');
      expect(decide({ ...of, identity: denials(of.identity), resource: denials(of.resource) }).allowed).toBe(false);
    }),
    RUNS,
  );
});

test('services and anonymous callers gain nothing from identity policies', () => {
  const everything: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };
  fc.assert(
    fc.property(situation, fc.constantFrom(S3, ANYONE), (of, principal) => {
      const without = decide({ ...of, principal, identity: [] });
      expect(decide({ ...of, principal, identity: [everything] }).kind).toBe(without.kind);
    }),
    RUNS,
  );
});

test('every decision has one sentence that fits it', () => {
  const beginnings = { allow: /allow|may do/, 'explicit-deny': /denies it/, 'implicit-deny': /^(No |Only )/ };
  fc.assert(
    fc.property(situation, (of) => {
      const { kind, reason } = decide(of);
      expect(reason).toMatch(beginnings[kind]);
      expect(reason).toMatch(/^[A-Z].*\.$/);
    }),
    RUNS,
  );
});
