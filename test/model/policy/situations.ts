import fc from 'fast-check';
import type { PolicyPrincipal, PolicyStatement } from '../../../model/policy/document';
import type { AccessRequest, NamedPolicy, Principal } from '../../../model/policy/request';
import { ANYONE, document, OWNER, PARTNER, QUEUE, role, root, S3, user } from './factories';

const PRINCIPALS: readonly Principal[] = [role(OWNER), role(PARTNER), user(OWNER), root(PARTNER), S3, ANYONE];
const ADA = `arn:aws:iam::${OWNER}:user/ada`;

const condition = fc.dictionary(
  fc.constantFrom(
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIfExists',
    'StringNotLike',
    'StringLikeIfExists',
    'StringEqualsIgnoreCase',
    'ForAllValues:StringEquals',
    'ForAllValues:StringNotEquals',
    'ForAnyValue:StringLike',
    'ForAnyValue:StringNotEqualsIfExists',
    'Null',
    'Bool',
    'BoolIfExists',
  ),
  fc.dictionary(
    fc.constantFrom('x:a', 'x:b', 'X:A'),
    fc.oneof(
      fc.constantFrom('true', 'false', 'a', 'a*', 'A'),
      fc.array(fc.constantFrom('true', 'a', 'b?', 'ab'), { minLength: 1, maxLength: 2 }),
    ),
    { maxKeys: 2 },
  ),
  { maxKeys: 2 },
);

const principal = fc.constantFrom<PolicyPrincipal>(
  '*',
  { AWS: '*' },
  { AWS: OWNER },
  { AWS: [PARTNER, ADA] },
  { AWS: role(OWNER).roleArn },
  { AWS: role(OWNER).arn },
  { AWS: role(PARTNER).roleArn },
  { Service: 's3.amazonaws.com' },
);
const notPrincipal = fc.constantFrom<PolicyPrincipal>(
  { AWS: [OWNER, role(OWNER).roleArn, role(OWNER).arn] },
  { AWS: [OWNER, ADA] },
  { Service: 's3.amazonaws.com' },
);

const actions = fc.oneof(
  fc.constantFrom('sqs:SendMessage', 'sqs:*', '*', 'SQS:receive*', 'sts:AssumeRole'),
  fc.constant(['sqs:SendMessage', 'sqs:DeleteQueue']),
);
const resources = fc.constantFrom(QUEUE, '*', `${QUEUE}-dead`, `${QUEUE.slice(0, -1)}?`);
const elements = fc
  .tuple(fc.boolean(), actions, fc.boolean(), resources)
  .map(([isAction, action, isResource, arn]) => ({
    ...(isAction ? { Action: action } : { NotAction: action }),
    ...(isResource ? { Resource: arn } : { NotResource: arn }),
  }));

const effect = fc.constantFrom<PolicyStatement['Effect']>('Allow', 'Allow', 'Deny');

export const identityStatement: fc.Arbitrary<PolicyStatement> = fc
  .tuple(effect, elements, condition)
  .map(([Effect, rest, Condition]) => ({ Effect, ...rest, Condition }));

export const resourceStatement: fc.Arbitrary<PolicyStatement> = fc
  .tuple(identityStatement, principal, fc.option(notPrincipal, { nil: undefined }))
  .map(([statement, Principal, NotPrincipal]) =>
    NotPrincipal !== undefined && statement.Effect === 'Deny'
      ? { ...statement, NotPrincipal }
      : { ...statement, Principal },
  );

export const policyOf = (name: string, statements: readonly PolicyStatement[]): NamedPolicy => ({
  name,
  document: document(...statements.map((statement, index) => ({ ...statement, Sid: `${name}${index}` }))),
});

const someOf = (statement: fc.Arbitrary<PolicyStatement>) => fc.array(statement, { maxLength: 3 });

/** Requests with every kind of policy; half of them without limits. */
export const situation: fc.Arbitrary<AccessRequest> = fc
  .record({
    principal: fc.constantFrom(...PRINCIPALS),
    action: fc.constantFrom('sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteQueue', 'sts:AssumeRole'),
    context: fc.dictionary(
      fc.constantFrom('x:a', 'x:b'),
      fc.oneof(
        fc.constantFrom('true', 'false', 'a', 'ab'),
        fc.array(fc.constantFrom('a', 'ab', 'true'), { minLength: 1, maxLength: 2 }),
      ),
      { maxKeys: 2 },
    ),
    identity: someOf(identityStatement),
    resource: someOf(resourceStatement),
    boundary: fc.option(someOf(identityStatement), { nil: undefined }),
    session: fc.option(someOf(identityStatement), { nil: undefined }),
  })
  .map(({ identity, resource, boundary, session, ...request }) => ({
    ...request,
    resource: QUEUE,
    resourceAccount: OWNER,
    identityPolicies: [policyOf('identity', identity)],
    resourcePolicies: [policyOf('resource', resource)],
    ...(boundary === undefined ? {} : { permissionsBoundary: policyOf('boundary', boundary) }),
    ...(session === undefined ? {} : { sessionPolicies: [policyOf('session', session)] }),
  }));
