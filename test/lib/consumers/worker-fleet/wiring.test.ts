import { type App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QueueDashboard, WorkQueue } from '../../../../lib';
import { complaints, FLAGS } from '../../complaints';
import { fleet } from './fleet';

const region = 'eu-west-1';
const env = { account: '111122223333', region };

const ARCHITECTURES: readonly (readonly [string, (app: App) => void])[] = [
  ['a fleet in a network of its own', (app) => void fleet(new Stack(app, 'Stack'))],
  ['a fleet in a known account and region', (app) => void fleet(new Stack(app, 'Stack', { env }))],
  [
    'a fleet on Spot with every option, in the VPC and with the key, queue and topic of other stacks',
    (app) => {
      const base = new Stack(app, 'Base');
      const encryptionKey = new kms.Key(base, 'Key');
      const vpc = new ec2.Vpc(base, 'Vpc', { restrictDefaultSecurityGroup: false });
      const topic = new sns.Topic(base, 'OnCall', { masterKey: encryptionKey });
      const queue = new WorkQueue(new Stack(app, 'Front'), 'Jobs', { encryptionKey });
      const stack = new Stack(app, 'Back');
      const workers = fleet(stack, {
        queue,
        vpc,
        alarms: { topic },
        spot: { instanceTypes: ['m6g.large', 'm7g.large'].map((type) => new ec2.InstanceType(type)) },
        scaleInProtection: { idleAfter: Duration.minutes(2) },
        environment: { GREETING: 'he said "hello"' },
      });
      new s3.Bucket(stack, 'Results').grantPut(workers);
      new QueueDashboard(new Stack(app, 'Dashboards'), 'Dashboard', { queues: [queue] }).addFleet(workers);
    },
  ],
  [
    'two fleets of one network',
    (app) => {
      const { vpc } = fleet(new Stack(app, 'One'));
      fleet(new Stack(app, 'Two'), { vpc, dualStackEndpoints: true });
    },
  ],
  [
    'a queue without a dead-letter queue, made by CDK, and one that exists already',
    (app) => {
      const stack = new Stack(app, 'Stack', { env });
      fleet(stack, { queue: new sqs.Queue(stack, 'Plain', { enforceSSL: true }) });
      const elsewhere = new Stack(app, 'Elsewhere', { env });
      fleet(elsewhere, {
        queue: sqs.Queue.fromQueueArn(elsewhere, 'Jobs', `arn:aws:sqs:${region}:${env.account}:jobs`),
      });
    },
  ],
];

describe.each(FLAGS)('with %s of the feature flags', (_flags, context) => {
  test.each(ARCHITECTURES)('%s: no cycle, no warning', (_name, build) => {
    expect(complaints(context, build)).toEqual([]);
  });
});
