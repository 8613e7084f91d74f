import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type Environment, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogueStack } from '../../../bin/stacks/catalogue-stack';
import { VideoStack } from '../../../bin/stacks/video-stack';
import { type Acknowledgement, SPILLWAY } from '../../../docs/examples/acknowledgements';
import { FLEET } from '../../../docs/examples/fleet-acknowledgements';
import { ROOT, read, tableUnder } from '../../docs/page';
import { appAcknowledgements } from './app-acknowledgements';
import { EveryOptionStack } from './every-option-stack';
import { type Judgement, judge } from './packs';

const PAGE = 'docs/rule-packs.md';
const EXAMPLES = 'docs/examples';
/** Examples are no parts of one app: these name a queue as another one does. */
const ELSEWHERE: Readonly<Record<string, Environment>> = {
  'share-orders': { account: '777788889999', region: 'eu-west-1' },
};

let judgement: Judgement;
let acknowledgements: readonly Acknowledgement[];

beforeAll(() => {
  judgement = judge(
    (app) => {
      new CatalogueStack(app, 'Catalogue');
      new VideoStack(app, 'Video');
      addExamples(app);
      new EveryOptionStack(app, 'EveryOption');
    },
    (app) => {
      acknowledgements = [...SPILLWAY, ...FLEET, ...appAcknowledgements(app)];
      return [acknowledgements];
    },
  );
}, 120_000);

test('all four packs judged the templates', () => {
  expect(judgement.packs).toEqual(
    expect.arrayContaining(['AwsSolutions', 'Serverless', 'NIST.800.53.R5', 'cdk-validator-cfnguard']),
  );
});

test('they find nothing that is not acknowledged', () => {
  expect(judgement.open).toEqual([]);
});

test('what they find is acknowledged for the reasons in the lists, and each entry of the lists was needed', () => {
  const found = new Set(judgement.acknowledged.map(({ rule, reason }) => `${rule}: ${reason}`));
  const listed = acknowledgements.flatMap(({ rules, reason }) => rules.map((rule) => `${rule}: ${reason}`));
  // cdk-nag has a rule for each bucket, of which a role need not read the objects.
  const optional = (entry: string) => entry.includes('IAM5[Resource::') && !found.has(entry);
  expect([...found].sort()).toEqual(listed.filter((entry) => !optional(entry)).sort());
});

test.each([
  [PAGE, 'What they find in the constructs', SPILLWAY],
  ['docs/constructs/worker-fleet.md', 'What rule packs find', FLEET],
])('%s lists the acknowledgements with their reasons', (page, heading, list) => {
  const rows = list.map(({ what, rules, reason }) => [
    what,
    rules.map((rule) => `\`${rule.slice(rule.indexOf('::') + 2)}\``).join(', '),
    reason,
  ]);
  const table = tableUnder(page, heading).map((row) => row.replace(/ +/g, ' '));
  expect(table).toEqual(rows.map((cells) => `| ${cells.join(' | ')} |`));
});

/** The stacks of the documentation that have constructs of ours: one shows how to do without. */
function addExamples(app: App): void {
  for (const name of readdirSync(join(ROOT, EXAMPLES))) {
    const text = read(join(EXAMPLES, name));
    if (!/extends Stack\b/.test(text) || !text.includes("from '../../lib'")) continue;
    const exported: unknown[] = Object.values(require(join(ROOT, EXAMPLES, name)));
    for (const Example of exported.filter(isStack)) {
      const id = name.replace(/\.ts$/, '');
      new Example(app, id, { env: ELSEWHERE[id] });
    }
  }
}

function isStack(value: unknown): value is new (scope: Construct, id: string, props?: StackProps) => Stack {
  return typeof value === 'function' && value.prototype instanceof Stack;
}
