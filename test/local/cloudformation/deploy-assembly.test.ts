import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, CfnParameter, Duration, Stack, Stage } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { LocalCloud } from '../../../local/local-cloud';

describe('deploying a cloud assembly that CDK synthesized', () => {
  let directory: string;
  let cloud: LocalCloud;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'assembly-'));
    cloud = await LocalCloud.start({ clock: 'virtual' });
  });
  afterEach(async () => {
    await cloud.stop();
    rmSync(directory, { recursive: true });
  });

  /** The flag is what `cdk init` writes into new projects: references between stacks become Fn::GetStackOutput. */
  const app = () =>
    new App({
      outdir: join(directory, 'cdk.out'),
      context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' },
    });
  const asset = () => {
    const source = join(directory, 'source');
    mkdirSync(source);
    writeFileSync(join(source, 'index.js'), 'exports.handler = async () => {};');
    return Code.fromAsset(source);
  };
  const queueUrls = async (region?: string, account?: string) =>
    (await cloud.client(SQSClient, { region, account }).send(new ListQueuesCommand({}))).QueueUrls ?? [];

  it('deploys stacks in the order of their references, with the functions’ code', async () => {
    const assembly = app();
    const queues = new Stack(assembly, 'Queues');
    const workers = new Stack(assembly, 'Workers');
    const queue = new Queue(queues, 'Queue', { visibilityTimeout: Duration.seconds(18) });
    const worker = new LambdaFunction(workers, 'Worker', {
      code: asset(),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    worker.addEventSource(new SqsEventSource(queue));
    new CfnOutput(workers, 'WorkerName', { value: worker.functionName });
    assembly.synth();

    const results = await cloud.deploy(join(directory, 'cdk.out'));
    expect(results.map(({ stackName, changed }) => [stackName, changed])).toEqual([
      ['Queues', true],
      ['Workers', true],
    ]);
    const FunctionName = results[1]?.outputs['WorkerName'];
    const { Configuration } = await cloud.client(LambdaClient).send(new GetFunctionCommand({ FunctionName }));
    expect(Configuration?.Handler).toBe('index.handler');
    const [key] = readdirSync(join(directory, 'cdk.out')).filter((name) => name.startsWith('asset.'));
    const bucket = 'cdk-hnb659fds-assets-111122223333-us-east-1';
    const code = cloud.kernel.assets.find(bucket, `${key?.replace('asset.', '')}.zip`);
    expect(readdirSync(code)).toEqual(['index.js']);

    const again = await cloud.deploy(join(directory, 'cdk.out'));
    expect(again.map(({ changed }) => changed)).toEqual([false, false]);
  });

  it('deploys a stage’s stacks into their own account and region', async () => {
    const assembly = app();
    const prod = new Stage(assembly, 'Prod', { env: { account: '444455556666', region: 'eu-west-1' } });
    new Queue(new Stack(prod, 'Orders'), 'Queue');
    assembly.synth();
    const [result] = await cloud.deploy(join(directory, 'cdk.out'));
    expect(result).toMatchObject({ stackName: 'Prod-Orders', account: '444455556666', region: 'eu-west-1' });
    expect(await queueUrls('eu-west-1', '444455556666')).toHaveLength(1);
    expect(await queueUrls()).toEqual([]);
  });

  it('creates nothing of any stack when one of them is not supported', async () => {
    const assembly = app();
    new Queue(new Stack(assembly, 'Orders'), 'Queue');
    new Vpc(new Stack(assembly, 'Network'), 'Vpc', { maxAzs: 1, restrictDefaultSecurityGroup: false });
    assembly.synth();
    await expect(cloud.deploy(join(directory, 'cdk.out'))).rejects.toThrow(
      /has created nothing:[\s\S]*the resource type AWS::EC2::NatGateway is not supported/,
    );
    expect(await queueUrls()).toEqual([]);
    expect(cloud.cloudFormation.stacks()).toEqual([]);
  });

  it('takes parameters for all stacks or for one, and refuses those that none has', async () => {
    const assembly = app();
    for (const name of ['One', 'Two']) {
      const stack = new Stack(assembly, name);
      const parameter = new CfnParameter(stack, 'QueueName', { default: 'default' });
      new Queue(stack, 'Queue', { queueName: `${name}-${parameter.valueAsString}` });
    }
    assembly.synth();
    const parameters = { QueueName: 'all', 'Two:QueueName': 'second' };
    await cloud.deploy(join(directory, 'cdk.out'), { parameters });
    expect((await queueUrls()).map((url) => url.split('/').at(-1))).toEqual(['One-all', 'Two-second']);
    await expect(cloud.deploy(join(directory, 'cdk.out'), { parameters: { Typo: 'x' } })).rejects.toThrow(
      'Parameters: [Typo] do not exist in the template',
    );
  });
});
