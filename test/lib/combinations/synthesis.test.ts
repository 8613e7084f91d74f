import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { queueStatements, type Resource, resources, type Statement } from '../synthesis';
import { build, combinations, runs } from './combination';
import { buildUsers } from './users';

/** "Quotas related to policies", Amazon SQS Developer Guide. */
const QUOTAS = { bytes: 8_192, statements: 20, principals: 50, actions: 7, conditions: 10 };

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function sizeOf(statements: readonly Statement[]) {
  const principals = statements.flatMap(({ Principal }) =>
    typeof Principal === 'object' && Principal !== null ? Object.values(Principal).flatMap(list) : list(Principal),
  );
  const conditions = statements.map(({ Condition = {} }) => Object.values(Condition as object).flatMap(Object.keys));
  return {
    // References count with the 80 characters of a long ARN, which no `Fn::GetAtt` of a queue or bucket is below.
    bytes: JSON.stringify(statements).replace(/\{"(Fn::[A-Za-z]+|Ref)":[^{}]*\}/g, () => '"'.padEnd(80)).length,
    statements: statements.length,
    principals: principals.length,
    actions: Math.max(0, ...statements.map(({ Action }) => list(Action).length)),
    conditions: Math.max(0, ...conditions.map(({ length }) => length)),
  };
}

function policySizes(stack: Stack) {
  const isQueue = ({ type }: Resource) => type === 'AWS::SQS::Queue';
  return resources(stack)
    .filter(isQueue)
    .map((queue) => sizeOf(queueStatements(stack, queue)));
}

test('every combination of sources, keys, kinds and consumers synthesizes: no cycle, no warning, a policy that SQS takes', () => {
  fc.assert(
    fc.property(combinations(), (combination) => {
      const app = build(combination, mkdtempSync(join(outdir, 'run-')));
      const users = buildUsers(combination, mkdtempSync(join(outdir, 'run-')));
      const said = [app, users]
        .flatMap((each) => each?.synth().stacks ?? [])
        .flatMap(({ messages }) => messages)
        .filter(({ level }) => level !== 'info');
      expect(said).toEqual([]);
      for (const stack of app.node.children.filter(Stack.isStack)) {
        for (const size of policySizes(stack)) {
          for (const [what, most] of Object.entries(QUOTAS)) {
            expect(size[what as keyof typeof QUOTAS]).toBeLessThanOrEqual(most);
          }
        }
      }
    }),
    { numRuns: runs(80) },
  );
}, 600_000);
