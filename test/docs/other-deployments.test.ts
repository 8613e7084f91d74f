import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { build } from 'esbuild';
import { LocalCloud } from '../../local';
import { ENVIRONMENT } from '../../model/environment';
import { VISIBILITY_TIMEOUT_FACTOR } from '../../model/limits/lambda';
import { receiveAll, send } from '../local/lambda/queue-actions';
import { ROOT, read } from './page';

const EXAMPLES = join(ROOT, 'docs/examples');
const outdir = mkdtempSync(join(tmpdir(), 'spillway-docs-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

/** A template in YAML, as CloudFormation reads it. */
function resourcesOf(file: string): Resources {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  new CfnInclude(stack, 'Template', { templateFile: join(EXAMPLES, file) });
  return Template.fromStack(stack).toJSON()['Resources'];
}

function propertiesOf(resources: Resources, type: string): Readonly<Record<string, unknown>> {
  const found = Object.values(resources).filter(({ Type }) => Type === type);
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0]?.Properties ?? {};
}

/** What the role may do beside writing logs. */
interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: object;
}
const allowed = (statements: readonly Statement[]): readonly string[] =>
  statements
    .flatMap(({ Action, Resource }) => [Action].flat().map((action) => `${action} ${JSON.stringify(Resource)}`))
    .sort();

async function visible(cloud: LocalCloud, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames });
  return Number((await cloud.client(SQSClient).send(command)).Attributes?.ApproximateNumberOfMessages);
}

test('the template by hand is deployed, its handler built with esbuild, and messages end as the handler says', async () => {
  const code = join(outdir, 'code');
  await build({
    entryPoints: [join(EXAMPLES, 'order-outcomes-handler.ts')],
    outdir: code,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['@aws-sdk/*'],
    logLevel: 'error',
  });
  const app = new App({ outdir: join(outdir, 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Shop');
  const asset = new Asset(stack, 'Code', { path: code });
  new CfnInclude(stack, 'Template', {
    templateFile: join(EXAMPLES, 'order-template.yaml'),
    parameters: { CodeBucket: asset.s3BucketName, CodeKey: asset.s3ObjectKey },
  });
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const problems: unknown[] = [];
    cloud.events.subscribe((event) => {
      if (event.type === 'decision' && event['allowed'] === false) problems.push(event);
    });
    const [deployed] = await cloud.deploy(app.synth().directory);
    const { QueueUrl = '', DeadLetterQueueUrl = '' } = deployed?.outputs ?? {};
    const refused = ['{"orderId":"3","total":50000}', 'no JSON'];
    await send(cloud, QueueUrl, '{"orderId":"1","total":10}', '{"orderId":"2","total":5000}', ...refused);
    await cloud.advance(0);
    // At once: the handler has sent them, while SQS moves the other one after five receives.
    expect(await visible(cloud, DeadLetterQueueUrl)).toBe(2);
    await cloud.settle();
    const letters = await receiveAll(cloud, DeadLetterQueueUrl);
    expect(letters.map(({ Body }) => Body).sort()).toEqual(['{"orderId":"2","total":5000}', ...refused].sort());
    expect(await receiveAll(cloud, QueueUrl)).toEqual([]);
    expect(problems).toEqual([]);
  } finally {
    await cloud.stop();
  }
});

describe('the SAM template', () => {
  const sam = resourcesOf('order-sam.yaml');
  const byHand = resourcesOf('order-template.yaml');
  const { CodeUri, Policies, Events, ...ofFunction } = propertiesOf(sam, 'AWS::Serverless::Function');

  test('makes the same queues and function as the template by hand', () => {
    for (const id of ['DeadLetters', 'Orders']) expect(sam[id]).toEqual(byHand[id]);
    const { Code, Role, ...expected } = propertiesOf(byHand, 'AWS::Lambda::Function');
    expect(ofFunction).toEqual(expected);
    expect([CodeUri, Code, Role].every((each) => each !== undefined)).toBe(true);
  });

  test('makes the same event source mapping', () => {
    const { Orders } = Events as { readonly Orders: { readonly Type: string; readonly Properties: object } };
    const { EventSourceArn, FunctionName, ...expected } = propertiesOf(byHand, 'AWS::Lambda::EventSourceMapping');
    expect(Orders).toEqual({ Type: 'SQS', Properties: { Queue: EventSourceArn, ...expected } });
    expect(FunctionName).toEqual({ Ref: 'OrderFunction' });
  });

  test('allows the same, together with what SAM adds for an SQS event', () => {
    // AWSLambdaSQSQueueExecutionRole, which names no queue.
    const added = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    const { EventSourceArn: arn } = propertiesOf(byHand, 'AWS::Lambda::EventSourceMapping') as {
      EventSourceArn: object;
    };
    const [own] = Policies as readonly { readonly Statement: readonly Statement[] }[];
    const ofSam = new Set([...allowed(own?.Statement ?? []), ...allowed([{ Action: added, Resource: arn }])]);
    const role = propertiesOf(byHand, 'AWS::IAM::Role') as {
      readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
    };
    expect([...ofSam].sort()).toEqual(allowed(role.Policies[0]?.PolicyDocument.Statement ?? []));
  });
});

describe('the Terraform configuration', () => {
  const text = read('docs/examples/order.tf');
  const code = text.replaceAll(/#.*$/gm, '');
  const numberOf = (name: string) => Number(new RegExp(`\\b${name}\\s*=\\s*"?(\\d+)`).exec(code)?.[1]);

  test('is balanced, and refers to nothing that it does not declare', () => {
    const open: string[] = [];
    for (const [bracket] of code.replaceAll(/"(?:\\.|[^"\\])*"/g, '""').matchAll(/[{}[\]()]/g)) {
      const opening = { '}': '{', ']': '[', ')': '(' }[bracket];
      if (opening === undefined) open.push(bracket);
      else expect(open.pop()).toBe(opening);
    }
    expect(open).toEqual([]);
    const declared = new Set(
      [...code.matchAll(/^(?:resource|data) "(\w+)" "(\w+)"/gm)].map(([, type, name]) => `${type}.${name}`),
    );
    const used = [...code.matchAll(/\b((?:aws|archive)_\w+\.\w+)/g)].map(([, name]) => name ?? '');
    expect(used.length).toBeGreaterThan(8);
    expect(used.filter((name) => !declared.has(name))).toEqual([]);
  });

  test('says the same as the template by hand', () => {
    const byHand = resourcesOf('order-template.yaml');
    const fn = propertiesOf(byHand, 'AWS::Lambda::Function');
    const mapping = propertiesOf(byHand, 'AWS::Lambda::EventSourceMapping');
    expect(numberOf('timeout')).toBe(fn['Timeout']);
    expect(numberOf('memory_size')).toBe(fn['MemorySize']);
    expect(numberOf('batch_size')).toBe(mapping['BatchSize']);
    expect(numberOf('message_retention_seconds')).toBe(byHand['DeadLetters']?.Properties['MessageRetentionPeriod']);
    expect(code).toContain('function_response_types = ["ReportBatchItemFailures"]');
    const actions = [...new Set(code.match(/sqs:\w+/g))].sort();
    const role = JSON.stringify(propertiesOf(byHand, 'AWS::IAM::Role'));
    expect(actions).toEqual([...new Set(role.match(/sqs:\w+/g))].sort());
  });
});

test.each(['order-template.yaml', 'order-sam.yaml', 'order.tf', 'own-function.ts'])(
  '%s: six times the timeout, the receives that the function is told of, and the variables that it reads',
  (file) => {
    const text = read(`docs/examples/${file}`);
    const seconds = (pattern: RegExp): number => {
      const { value, unit } = pattern.exec(text)?.groups ?? {};
      return Number(value) * (unit === 'minutes' ? 60 : 1);
    };
    const timeout = seconds(/\b[tT]imeout\b\W+(?:Duration\.(?<unit>\w+)\()?(?<value>\d+)/);
    const visibility = seconds(/[vV]isibility_?[tT]imeout(?:_seconds)?\W+(?:Duration\.(?<unit>\w+)\()?(?<value>\d+)/);
    expect(timeout).toBeGreaterThan(0);
    expect(visibility).toBe(timeout * VISIBILITY_TIMEOUT_FACTOR);
    expect(/maxReceiveCount\W+(\d+)/.exec(text)?.[1]).toBe(/MAX_RECEIVE_COUNT\W+(\d+)/.exec(text)?.[1]);
    expect([...new Set(text.match(/SPILLWAY_\w+/g))].sort()).toEqual(
      [ENVIRONMENT.deadLetterQueueUrl, ENVIRONMENT.maxReceiveCount].sort(),
    );
  },
);
