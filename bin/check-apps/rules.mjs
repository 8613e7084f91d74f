// That QueueRules and `spillway check` judge the same with every version of CDK that the package takes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One finding of each kind: an error in a template, one that is accepted for the whole app, and one of the tree. */
const APP = `
const { App, Duration, Stack, Validations } = require('aws-cdk-lib');
const { CfnQueue, Queue, QueueEncryption } = require('aws-cdk-lib/aws-sqs');
const { QueueRules } = require('cdk-spillway');

const context = { '@aws-cdk/core:enableAdditionalMetadataCollection': true };
const app = new App({ outdir: process.argv[2], analyticsReporting: false, context });
Validations.of(app).addPlugins(new QueueRules());
Validations.of(app).acknowledge({ id: 'Spillway::MaxReceiveCount', reason: 'a macro lowers it' });
const stack = new Stack(app, 'Shop');
const deadLetterQueue = { queue: new Queue(stack, 'Dead', { retentionPeriod: Duration.days(14) }), maxReceiveCount: 1001 };
new Queue(stack, 'Orders', { deadLetterQueue });
new Queue(stack, 'Returns', { encryption: QueueEncryption.SQS_MANAGED, dataKeyReuse: Duration.minutes(5) });
if (process.argv[3] === 'wrong') new CfnQueue(stack, 'Late', { delaySeconds: 901 });
app.synth();
`;

/** The rule on templates that fails the app, on the construct that has it. */
const WRONG = ['Spillway::DeliveryDelay', 'Shop/Late'];
const ACCEPTED = ['Spillway::MaxReceiveCount', 'Shop/Orders', 'a macro lowers it'];

export function rulesJudgeTheSame(project) {
  writeFileSync(join(project, 'rules.cjs'), APP);
  for (const state of ['right', 'wrong']) {
    const outdir = join(project, `${state}.out`);
    const app = run(project, ['rules.cjs', outdir, state]);
    assert.equal(app.status, state === 'wrong' ? 1 : 0, `${state}: ${app.stderr}`);
    assert.deepEqual(
      found(outdir),
      state === 'wrong' ? ['DataKeyReuseDropped', 'DeliveryDelay'] : ['DataKeyReuseDropped'],
    );

    const check = run(project, [join('node_modules', '.bin', 'spillway'), 'check', outdir, '--json']);
    assert.equal(check.status, state === 'wrong' ? 1 : 0, `${state}: ${check.stderr}`);
    const { findings } = JSON.parse(check.stdout);
    const judged = findings.map(({ id, path, acknowledged }) => [id, path, acknowledged].filter(Boolean));
    assert.deepEqual(judged.sort(), state === 'wrong' ? [WRONG, ACCEPTED] : [ACCEPTED]);
  }
}

/** What CDK reports of our rules, without what the app accepts. */
function found(outdir) {
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  const own = pluginReports.find(({ pluginName }) => pluginName === 'Spillway');
  assert.ok(own !== undefined, 'the plugin did not run');
  return own.violations.map(({ ruleName }) => ruleName).sort();
}

function run(cwd, args) {
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
}
