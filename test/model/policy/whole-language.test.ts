import fc from 'fast-check';
import type { PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest, NamedPolicy } from '../../../model/policy/request';
import { referenceDecision } from './reference';
import { identityStatement, policyOf, resourceStatement, situation } from './situations';

const statementsOf = ({ document }: NamedPolicy) => document.Statement as readonly PolicyStatement[];

/** The request with the statements of every policy changed, of each kind by its name. */
function withStatements(
  request: AccessRequest,
  change: (statements: readonly PolicyStatement[], kind: string) => readonly PolicyStatement[],
): AccessRequest {
  const changed = (policy: NamedPolicy): NamedPolicy => ({
    ...policy,
    document: { ...policy.document, Statement: change(statementsOf(policy), policy.name) },
  });
  const { permissionsBoundary } = request;
  return {
    ...request,
    identityPolicies: request.identityPolicies.map(changed),
    resourcePolicies: request.resourcePolicies.map(changed),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: changed(permissionsBoundary) }),
    ...(request.sessionPolicies === undefined ? {} : { sessionPolicies: request.sessionPolicies.map(changed) }),
  };
}

test('the evaluator decides as the rules do when they are followed word by word', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(situation, (request) => {
      const { kind } = evaluate(request);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      expect(kind).toBe(referenceDecision(request));
    }),
    { numRuns: 5_000 },
  );
  for (const kind of ['allow', 'explicit-deny', 'implicit-deny']) expect(seen.get(kind)).toBeGreaterThan(100);
});

test('dropping a condition of a denying statement never allows more', () => {
  fc.assert(
    fc.property(situation, (request) => {
      fc.pre(!evaluate(request).allowed);
      const strict = withStatements(request, (statements) =>
        statements.map((each) => (each.Effect === 'Deny' ? { ...each, Condition: {} } : each)),
      );
      expect(evaluate(strict).allowed).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a permissions boundary and a session policy never allow more, and one more allow in them never less', () => {
  fc.assert(
    fc.property(situation, identityStatement, (request, statement) => {
      const { permissionsBoundary: _boundary, sessionPolicies: _session, ...unlimited } = request;
      const { allowed } = evaluate(request);
      if (allowed) expect(evaluate(unlimited).allowed).toBe(true);
      const wider = withStatements(request, (statements, kind) =>
        kind === 'boundary' || kind === 'session' ? [...statements, { ...statement, Effect: 'Allow' }] : statements,
      );
      if (allowed) expect(evaluate(wider).allowed).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('another allow, in any policy, never turns an allow into a denial', () => {
  fc.assert(
    fc.property(situation, identityStatement, resourceStatement, (request, own, resource) => {
      fc.pre(evaluate(request).allowed);
      const { NotPrincipal: _none, ...named } = resource;
      const added: PolicyStatement = { ...named, Principal: resource.Principal ?? '*', Effect: 'Allow' };
      const wider = withStatements(request, (statements, kind) => [
        ...statements,
        kind === 'resource' ? added : { ...own, Effect: 'Allow' },
      ]);
      expect(evaluate(wider).allowed).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('the order of statements decides nothing, in any policy', () => {
  fc.assert(
    fc.property(situation, (request) => {
      const reversed = withStatements(request, (statements) => statements.toReversed());
      expect(evaluate(reversed).kind).toBe(evaluate(request).kind);
    }),
    { numRuns: 500 },
  );
});

test('a sentence names only statements that there are, and the one that denies', () => {
  fc.assert(
    fc.property(situation, (request) => {
      const { kind, reason, statements } = evaluate(request);
      const named = [...reason.matchAll(/statement ((?:identity|resource|boundary|session)\d+)/gi)].map(
        ([, sid]) => sid,
      );
      const known = statements.map(({ statement }) => statement);
      expect(known).toEqual(expect.arrayContaining(named));
      if (kind === 'explicit-deny') {
        const [denying] = named;
        expect(statements.find(({ statement }) => statement === denying)).toMatchObject({
          effect: 'Deny',
          matched: true,
        });
      }
    }),
    { numRuns: 500 },
  );
});

test('a policy with no statement that applies is as good as none', () => {
  fc.assert(
    fc.property(situation, (request) => {
      const more = [...request.identityPolicies, policyOf('empty', [])];
      expect(evaluate({ ...request, identityPolicies: more }).kind).toBe(evaluate(request).kind);
    }),
    { numRuns: 100 },
  );
});
