import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { videoApp } from '../../../bin/stacks/video-app';
import { VideoStack } from '../../../bin/stacks/video-stack';
import { context } from '../../../cdk.json';
import { complaints } from '../../lib/complaints';
import { only, queuePair, type Resource, resources, type Statement, statementsOf, warnings } from '../../lib/synthesis';

let outdir: string;
let stack: Stack;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
  const app = videoApp(outdir);
  app.synth();
  stack = app.node.findChild('Video') as Stack;
});
afterAll(() => rmSync(outdir, { recursive: true }));

/** What an instance may do. */
function instanceStatements(): readonly Statement[] {
  const role = resources(stack, 'AWS::IAM::Role').find(({ properties }) =>
    JSON.stringify(properties['AssumeRolePolicyDocument']).includes('ec2.amazonaws.com'),
  );
  const isOf = ({ properties }: Resource) => JSON.stringify(properties['Roles']).includes(`"${role?.logicalId}"`);
  return resources(stack, 'AWS::IAM::Policy').filter(isOf).flatMap(statementsOf);
}

test('it synthesizes without a word from CDK', () => {
  expect(complaints(context, (app) => new VideoStack(app, 'Video'))).toEqual([]);
});

test('jobs go from the front end into the queue that the fleet reads', () => {
  const { queue } = queuePair(stack);
  const { RequestParameters } = only(stack, 'AWS::ApiGatewayV2::Integration').properties;
  expect(RequestParameters).toMatchObject({ QueueUrl: { Ref: queue.logicalId } });
  const receives = instanceStatements().filter(({ Action }) => [Action].flat().includes('sqs:ReceiveMessage'));
  expect(receives.map(({ Resource }) => Resource)).toEqual([{ 'Fn::GetAtt': [queue.logicalId, 'Arn'] }]);
});

test('nobody but callers with credentials may post jobs', () => {
  expect(only(stack, 'AWS::ApiGatewayV2::Route').properties['AuthorizationType']).toBe('AWS_IAM');
});

test('the fleet sleeps at zero instances, and never has more than six', () => {
  expect(only(stack, 'AWS::AutoScaling::AutoScalingGroup').properties).toMatchObject({ MinSize: '0', MaxSize: '6' });
});

test('a worker may read videos and write previews, and not the other way round', () => {
  const actionsOn = (prefix: string): string[] => {
    const bucket = resources(stack, 'AWS::S3::Bucket').find(
      ({ properties }) => properties['BucketNamePrefix'] === `video-${prefix}`,
    );
    return instanceStatements()
      .filter(({ Resource }) => JSON.stringify(Resource).includes(`"${bucket?.logicalId}"`))
      .flatMap(({ Action }) => Action);
  };
  expect(actionsOn('videos').sort()).toEqual(['s3:GetObject', 's3:ListBucket']);
  expect(actionsOn('previews')).toEqual(['s3:PutObject']);
});

test('it synthesizes without a warning', () => {
  expect(warnings(stack)).toEqual([]);
});
