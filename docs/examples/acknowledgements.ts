import { CfnResource, type IAspect, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { JobEndpoint, LambdaConsumer, StreamConsumer, WorkQueue } from '../../lib';

/** Findings of rule packs that are accepted, on the resources that `of` names, for one reason. */
export interface Acknowledgement {
  readonly what: string;
  readonly of: (resource: CfnResource) => boolean;
  readonly rules: readonly string[];
  readonly reason: string;
}

const consumerFunctions = madeBy('AWS::Lambda::Function', LambdaConsumer, StreamConsumer);
const queues = madeBy('AWS::SQS::Queue', WorkQueue);

/** What cdk-nag (AwsSolutions, Serverless, NIST 800-53 R5) and Control Tower find in Spillway's constructs. */
export const SPILLWAY: readonly Acknowledgement[] = [
  {
    what: 'dead-letter queue',
    of: (resource) => queues(resource) && resource.node.path.includes('/DeadLetterQueue/'),
    rules: ['Serverless::Serverless-SQSRedrivePolicy', 'cdk-validator-cfnguard::sqs_dlq_check'],
    reason: 'It is itself the dead-letter queue: the last stop has none behind it, and an alarm watches it.',
  },
  {
    what: 'queue of what SNS could not deliver',
    of: (resource) => queues(resource) && resource.node.path.includes('/Undelivered/'),
    rules: [
      'AwsSolutions::AwsSolutions-SQS3',
      'Serverless::Serverless-SQSRedrivePolicy',
      'cdk-validator-cfnguard::sqs_dlq_check',
    ],
    reason: "It is the subscription's dead-letter queue, which the rules do not see: they know those of queues only.",
  },
  {
    what: 'consumer function',
    of: consumerFunctions,
    rules: ['Serverless::Serverless-LambdaDLQ', 'NIST.800.53.R5::NIST.800.53.R5-LambdaDLQ'],
    reason: "Lambda's own dead-letter queue takes asynchronous invocations. Queue and stream bring one of their own.",
  },
  {
    what: 'function of a StreamConsumer',
    of: madeBy('AWS::Lambda::Function', StreamConsumer),
    rules: ['NIST.800.53.R5::NIST.800.53.R5-LambdaConcurrency'],
    reason: "Shards and 'parallelizationFactor' are the limit. A throttled batch would only hold up its shard.",
  },
  {
    what: 'function of a LambdaConsumer',
    of: madeBy('AWS::Lambda::Function', LambdaConsumer),
    rules: ['NIST.800.53.R5::NIST.800.53.R5-LambdaConcurrency'],
    reason: "Reserved concurrency throttles, which counts as receives: 'maxConcurrency' of the mapping is the limit.",
  },
  {
    what: 'consumer function',
    of: consumerFunctions,
    rules: ['NIST.800.53.R5::NIST.800.53.R5-LambdaInsideVPC', 'cdk-validator-cfnguard::lambda_inside_vpc_check'],
    reason:
      'It calls AWS only, over TLS, and nothing in a network of its own. A function in a VPC is given as handler.',
  },
  {
    what: 'consumer function',
    of: consumerFunctions,
    rules: ['Serverless::Serverless-LambdaTracing'],
    reason: 'X-Ray is charged by the trace. Each log line already carries the message id, which is what leads through.',
  },
  {
    what: 'event source mapping of a queue',
    of: madeBy('AWS::Lambda::EventSourceMapping', LambdaConsumer),
    rules: ['Serverless::Serverless-LambdaEventSourceMappingDestination'],
    reason: "AWS takes an on-failure destination for streams only: a queue's failures go to its dead-letter queue.",
  },
  {
    what: 'policy of a role',
    of: madeBy('AWS::IAM::Policy', LambdaConsumer, StreamConsumer, JobEndpoint),
    rules: ['NIST.800.53.R5::NIST.800.53.R5-IAMNoInlinePolicy'],
    reason:
      'It names the queue, log group and function of one construct, so nobody else could share it as a managed one.',
  },
  {
    what: 'alarm',
    of: madeBy('AWS::CloudWatch::Alarm', WorkQueue, StreamConsumer),
    rules: [
      'NIST.800.53.R5::NIST.800.53.R5-CloudWatchAlarmAction',
      'cdk-validator-cfnguard::cloudwatch_alarm_action_check',
    ],
    reason:
      "Whom it tells is yours to say ('alarms'): a topic that nobody subscribed to would only look like an action.",
  },
  {
    what: 'log group',
    of: madeBy('AWS::Logs::LogGroup', LambdaConsumer, StreamConsumer, JobEndpoint),
    rules: [
      'NIST.800.53.R5::NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'cdk-validator-cfnguard::cloudwatch_log_group_encrypted_check',
    ],
    reason: 'CloudWatch Logs encrypts every group. The log has ids and outcomes, no bodies.',
  },
  {
    what: 'log group',
    of: madeBy('AWS::Logs::LogGroup', LambdaConsumer, StreamConsumer, JobEndpoint),
    rules: ['cdk-validator-cfnguard::cloudwatch_log_group_retention_period_check'],
    reason: "Kept for a month, for finding faults; for an audit that wants a year, say 'logRetention'.",
  },
];

/** `Aspects.of(app).add(new Acknowledge(SPILLWAY))` before the app is synthesized. */
export class Acknowledge implements IAspect {
  private readonly acknowledgements: readonly Acknowledgement[];

  constructor(...lists: readonly (readonly Acknowledgement[])[]) {
    this.acknowledgements = lists.flat();
  }

  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) {
      return;
    }
    for (const { rules, reason } of this.acknowledgements.filter(({ of }) => of(node))) {
      Validations.of(node).acknowledge(...rules.map((id) => ({ id, reason })));
    }
  }
}

type Kind = abstract new (...args: never[]) => IConstruct;

/** Resources of a type that one of these constructs made: yours of the same type stay under the rules. */
function madeBy(type: string, ...kinds: readonly Kind[]): (resource: CfnResource) => boolean {
  return (resource) =>
    resource.cfnResourceType === type &&
    resource.node.scopes.some((scope) => kinds.some((kind) => scope instanceof kind));
}
