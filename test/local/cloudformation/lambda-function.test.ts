import {
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { LocalCloud } from '../../../local/local-cloud';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const receive = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    },
  ],
};

/** A function with its role, and the mapping that feeds it from a queue. */
function workerTemplate({ fn = {}, mapping = {} }: { fn?: object; mapping?: object } = {}) {
  return {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trust,
          Policies: [{ PolicyName: 'Receive', PolicyDocument: receive }],
        },
      },
      Worker: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: 'exports.handler = async () => {};' },
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Runtime: 'nodejs22.x',
          ...fn,
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          FunctionName: { Ref: 'Worker' },
          ...mapping,
        },
      },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Worker', 'Arn'] } } },
  };
}

describe('AWS::Lambda::Function', () => {
  let cloud: LocalCloud;
  let lambda: LambdaClient;
  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: 'virtual' });
    lambda = cloud.client(LambdaClient);
  });
  afterEach(() => cloud.stop());
  const deploy = (template: object) => cloud.cloudFormation.deployTemplate(template, { stackName: 'Work' });
  const deployed = async () => {
    const { resources } = cloud.cloudFormation.stacks()[0] ?? { resources: [] };
    return (logicalId: string) => resources.find((resource) => resource.logicalId === logicalId)?.physicalId ?? '';
  };

  it('has the configuration that its properties say, and Ref and Arn as on AWS', async () => {
    const fn = {
      Description: 'works',
      Timeout: 30,
      MemorySize: '256',
      Environment: { Variables: { STAGE: 'prod' } },
      ReservedConcurrentExecutions: 5,
      LoggingConfig: { LogGroup: '/worker' },
    };
    const { outputs } = await deploy(workerTemplate({ fn }));
    const FunctionName = (await deployed())('Worker');
    expect(FunctionName).toMatch(/^Work-Worker-[A-Za-z0-9]{12}$/);
    expect(outputs['Arn']).toBe(`arn:aws:lambda:us-east-1:111122223333:function:${FunctionName}`);
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
    expect(Configuration).toMatchObject({
      Description: 'works',
      Timeout: 30,
      MemorySize: 256,
      Environment: { Variables: { STAGE: 'prod' } },
      LoggingConfig: { LogGroup: '/worker' },
    });
    const reserved = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(reserved.ReservedConcurrentExecutions).toBe(5);
  });

  it('is changed in place, code and configuration, and takes its defaults again', async () => {
    const before = { Timeout: 30, ReservedConcurrentExecutions: 5, Environment: { Variables: { A: '1' } } };
    await deploy(workerTemplate({ fn: before }));
    const FunctionName = (await deployed())('Worker');
    const get = async () => (await lambda.send(new GetFunctionCommand({ FunctionName }))).Configuration;
    const first = await get();
    await deploy(workerTemplate({ fn: { Code: { ZipFile: 'exports.handler = async () => 2;' }, MemorySize: 512 } }));
    const second = await get();
    expect(second).toMatchObject({ Timeout: 3, MemorySize: 512, Environment: { Variables: {} } });
    expect(second?.CodeSha256).not.toBe(first?.CodeSha256);
    const reserved = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(reserved.ReservedConcurrentExecutions).toBeUndefined();
  });

  it('is fed by an event source mapping, which is changed in place', async () => {
    await deploy(workerTemplate({ mapping: { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } } }));
    const UUID = (await deployed())('Mapping');
    const get = () => lambda.send(new GetEventSourceMappingCommand({ UUID }));
    expect(await get()).toMatchObject({ BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } });
    await deploy(workerTemplate({ mapping: { FunctionResponseTypes: ['ReportBatchItemFailures'] } }));
    const changed = await get();
    expect(changed).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(changed.ScalingConfig?.MaximumConcurrency).toBeUndefined();
  });

  it('whose role may not receive from the queue fails with the reason, and leaves nothing behind', async () => {
    const template = workerTemplate();
    const Role = { ...template.Resources.Role, Properties: { AssumeRolePolicyDocument: trust } };
    await expect(deploy({ Resources: { ...template.Resources, Role } })).rejects.toThrow(
      /Mapping \(AWS::Lambda::EventSourceMapping\) CREATE_FAILED: .*does not have permissions to call ReceiveMessage on SQS/,
    );
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    expect(cloud.cloudFormation.stacks()).toEqual([]);
  });

  it('with container images is refused before anything is created', async () => {
    await expect(deploy(workerTemplate({ fn: { Code: { ImageUri: 'x' } } }))).rejects.toThrow(
      'Worker (AWS::Lambda::Function): the property Code.ImageUri is not supported',
    );
  });
});
