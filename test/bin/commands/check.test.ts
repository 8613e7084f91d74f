import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type CheckFlags, runCheck } from '../../../bin/commands/check/check';
import { QueueRules } from '../../../lib';
import { newApp } from '../../lib/synthesis';
import { Workplace } from './command';

const FLAGS: CheckFlags = { json: false, strict: false, acknowledge: [] };
const WARNING = { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: 'ami-1' } } };
const ERROR = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 901 } };
const CLEAN = { Type: 'AWS::SQS::Queue' };

let directory: string;
let output: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'check-'));
  output = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function template(resource: object): string {
  return file('template.json', JSON.stringify({ Resources: { Thing: resource } }));
}

/** Findings by path, rule and reason. */
function check(path: string, flags: Partial<CheckFlags> = {}) {
  const code = runCheck(path, { ...FLAGS, json: true, ...flags });
  const { summary, findings } = JSON.parse(output) as {
    summary: object;
    findings: { path: string; id: string; acknowledged?: string }[];
  };
  return { code, summary, found: findings.map(({ path: at, id, acknowledged }) => [at, id, acknowledged]) };
}

describe('exit codes', () => {
  test.each([
    ['nothing wrong', CLEAN, {}, 0],
    ['a warning', WARNING, {}, 0],
    ['a warning with --strict', WARNING, { strict: true }, 1],
    ['an error', ERROR, {}, 1],
    ['an error that is acknowledged', ERROR, { acknowledge: ['DeliveryDelay=the provider cuts it'] }, 0],
    [
      'a warning that is acknowledged, with --strict',
      WARNING,
      { strict: true, acknowledge: ['Spillway::InstanceMetadata=old'] },
      0,
    ],
  ])('%s', (_name, resource, flags, code) => {
    expect(runCheck(template(resource), { ...FLAGS, ...flags })).toBe(code);
  });

  test.each([
    ['a path that is none', () => '/nowhere', [], 'does not exist'],
    ['a folder that is no assembly', () => directory, [], 'without manifest.json'],
    ['a file that is no template', () => file('notes.json', '{"a": 1}'), [], 'without Resources'],
    ['a file that is not JSON', () => file('broken.json', '{"a": '), [], 'cannot be read'],
    [
      'an acknowledgement without a reason',
      () => template(CLEAN),
      ['PublicQueue='],
      "'--acknowledge' must be RULE=REASON",
    ],
  ])('%s is wrong use', (_name, path, acknowledge, text) => {
    expect(() => runCheck(path(), { ...FLAGS, acknowledge })).toThrow(text);
  });
});

test('the report names the construct, the rule, what AWS answers and the fix', () => {
  runCheck(template(ERROR), FLAGS);
  expect(output).toContain('template.json/Thing  Spillway::DeliveryDelay');
  expect(output).toContain("'DelaySeconds' must be a whole number of seconds from 0 to 900, got 901. SQS refuses");
  expect(output).toContain('Fix: Set deliveryDelay to Duration.minutes(15) or less');
  expect(output).toContain('1 stack checked: 1 error, 0 warnings, 0 acknowledged');
});

test('an assembly is judged whole: stages, nested stacks, and what the app acknowledges', () => {
  const app = newApp();
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'us-east-1' } });
  new sqs.Queue(stack, 'Queue', { queueName: 'a.b' });
  const accepted = new sqs.Queue(stack, 'Accepted', { queueName: 'c.d' });
  Validations.of(accepted).acknowledge({ id: 'Spillway::QueueName', reason: 'renamed by a macro' });
  new sqs.CfnQueue(new NestedStack(new NestedStack(stack, 'Outer'), 'Inner'), 'Deep', { delaySeconds: 901 });
  new sqs.Queue(new Stack(new Stage(app, 'Prod'), 'Shop'), 'Queue', { queueName: 'e.f' });

  const { code, summary, found } = check(app.synth().directory);
  expect(code).toBe(1);
  expect(summary).toEqual({ stacks: 4, errors: 3, warnings: 0, acknowledged: 1 });
  expect(found.sort()).toEqual([
    ['Prod/Shop/Queue', 'Spillway::QueueName', undefined],
    ['Shop/Accepted', 'Spillway::QueueName', 'renamed by a macro'],
    ['Shop/Outer/Inner/Deep', 'Spillway::DeliveryDelay', undefined],
    ['Shop/Queue', 'Spillway::QueueName', undefined],
  ]);
});

test('what is acknowledged on the app or a stage is taken from the report of QueueRules', () => {
  const app = newApp();
  Validations.of(app).addPlugins(new QueueRules());
  const stage = new Stage(app, 'Prod');
  Validations.of(app).acknowledge({ id: 'Spillway::QueueName', reason: 'renamed by a macro' });
  Validations.of(stage).acknowledge({ id: 'Spillway::DeliveryDelay', reason: 'cut by a macro' });
  const stack = new Stack(stage, 'Shop');
  new sqs.Queue(stack, 'Queue', { queueName: 'a.b' });
  new sqs.CfnQueue(new NestedStack(stack, 'Nested'), 'Deep', { delaySeconds: 901 });

  const { directory } = app.synth();
  expect(check(directory)).toMatchObject({
    code: 0,
    found: [
      ['Prod/Shop/Queue', 'Spillway::QueueName', 'renamed by a macro'],
      ['Prod/Shop/Nested/Deep', 'Spillway::DeliveryDelay', 'cut by a macro'],
    ],
  });
  rmSync(join(directory, 'validation-report.json'));
  output = '';
  expect(check(directory).code).toBe(1);
});

test('parameters and outputs of nested stacks are followed on disk as well', () => {
  const app = newApp();
  const stack = new Stack(app, 'Shop');
  const queue = new sqs.Queue(stack, 'Dead', { fifo: true });
  const nested = new NestedStack(stack, 'Nested');
  const redrivePolicy = { deadLetterTargetArn: queue.queueArn, maxReceiveCount: 5 };
  new sqs.CfnQueue(nested, 'Queue', { redrivePolicy });
  expect(check(app.synth().directory).found).toEqual([
    ['Shop/Nested/Queue', 'Spillway::DeadLetterQueueKind', undefined],
  ]);
});

test("a template by hand acknowledges in a resource's metadata", () => {
  const Metadata = { Spillway: { acknowledge: { DeliveryDelay: 'cut by a macro' } } };
  const { code, found } = check(template({ ...ERROR, Metadata }));
  expect([code, found]).toEqual([0, [['template.json/Thing', 'Spillway::DeliveryDelay', 'cut by a macro']]]);
});

test('a template in YAML is read with its short tags', () => {
  const yaml = `
Parameters:
  Delay: { Type: Number }
Resources:
  Dead:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub '\${AWS::StackName}.dead'
      DelaySeconds: !Ref Delay
      FifoQueue: true
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Dead.Arn
        maxReceiveCount: 1001
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      Protocol: sqs
      TopicArn: !Join [':', [arn:aws:sns:us-east-1, !Ref AWS::AccountId, news]]
      Endpoint: !GetAtt
        - Dead
        - Arn
`;
  expect(check(file('template.yaml', yaml)).found.map(([at, id]) => `${at} ${id}`)).toEqual([
    'template.yaml/Queue Spillway::MaxReceiveCount',
    'template.yaml/Queue Spillway::DeadLetterQueueKind',
    'template.yaml/Subscription Spillway::QueuePolicyMissing',
    'template.yaml/Subscription Spillway::StandardTopicToFifoQueue',
  ]);
});

test('the command says by its exit code what it found', async () => {
  const workplace = new Workplace();
  try {
    const [bad, wrong] = await Promise.all([
      workplace.start(['spillway', 'check', template(ERROR)]).ended,
      workplace.start(['spillway', 'check', '/nowhere']).ended,
    ]);
    expect([bad.code, wrong.code]).toEqual([1, 2]);
    expect(bad.stdout).toContain('Spillway::DeliveryDelay');
    expect(wrong.stderr).toMatch(/^'dir' must be a cloud assembly or a template, got '\/nowhere'.*\n$/);
  } finally {
    workplace.remove();
  }
});
