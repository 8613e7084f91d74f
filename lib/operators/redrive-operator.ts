import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { check } from '../guard/rule';
import { deadLetterQueueOf } from '../queue/dead-letter-queue-of';
import { REDRIVE } from '../queue/queue-grants';
import type { RedriveOperatorProps } from './redrive-operator-props';
import { REDRIVE_OPERATOR_RULES } from './redrive-operator-rules';

/** To find a queue by its name, and to learn what it is. */
const FIND = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'] as const;

const DEAD_LETTER_QUEUE = [
  ...FIND,
  ...REDRIVE.deadLetterQueue.filter((action) => action !== 'sqs:GetQueueAttributes'),
  // Where the messages came from, and to give back what was only looked at.
  'sqs:ListDeadLetterSourceQueues',
  'sqs:ChangeMessageVisibility',
] as const;

/** What `spillway dlq` needs for these queues, and no more: as a managed policy, and as a role where somebody may assume it. */
export class RedriveOperator extends Construct {
  readonly policy: iam.ManagedPolicy;

  /** With `assumedBy`. */
  readonly role?: iam.Role;

  /** @throws GuardError with everything that is wrong about the props */
  constructor(scope: Construct, id: string, props: RedriveOperatorProps) {
    super(scope, id);
    check(this, { ...props, scope: this }, REDRIVE_OPERATOR_RULES);
    const names = props.queues.map(({ node }) => node.id).join(', ');
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      managedPolicyName: props.policyName,
      description: `Look at the dead letters of ${names} and move them back`.slice(0, MAX_DESCRIPTION),
      statements: [...this.queueStatements(props), ...this.keyStatements(props), ...logStatements(props)],
    });
    if (props.assumedBy !== undefined) {
      this.role = new iam.Role(this, 'Role', {
        assumedBy: props.assumedBy,
        description: `Operates the dead letters of ${names}`.slice(0, MAX_DESCRIPTION),
      });
      this.policy.attachToRole(this.role);
    }
  }

  private queueStatements({ queues, destinations = [], allowPurge }: RedriveOperatorProps): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        sid: 'DeadLetterQueues',
        actions: [...DEAD_LETTER_QUEUE, ...(allowPurge === true ? ['sqs:PurgeQueue'] : [])],
        resources: arns(deadLetterQueuesOf(queues)),
      }),
      new iam.PolicyStatement({
        sid: 'Destinations',
        actions: [...FIND, ...REDRIVE.queue],
        resources: arns([...queues, ...destinations]),
      }),
    ];
  }

  /**
   * SQS decrypts a dead letter with the key that it was encrypted with when it was sent, the source queue's too. Only
   * through SQS: what else is encrypted with these keys stays closed.
   */
  private keyStatements({ queues, destinations = [] }: RedriveOperatorProps): iam.PolicyStatement[] {
    const encrypting = keysOf([...queues, ...destinations]);
    const decrypting = keysOf(deadLetterQueuesOf(queues)).filter((key) => !encrypting.includes(key));
    const { region, urlSuffix } = Stack.of(this);
    const conditions = { StringEquals: { 'kms:ViaService': `sqs.${region}.${urlSuffix}` } };
    const statement = (sid: string, keys: readonly IKey[], actions: readonly string[]) =>
      keys.length === 0
        ? []
        : [new iam.PolicyStatement({ sid, actions: [...actions], resources: keys.map(arnOf), conditions })];
    return [
      ...statement('DestinationKeys', encrypting, REDRIVE.key),
      ...statement('DeadLetterKeys', decrypting, ['kms:Decrypt']),
    ];
  }
}

/** "CreatePolicy" and "CreateRole", AWS Identity and Access Management API Reference. */
const MAX_DESCRIPTION = 1_000;

function logStatements({ logGroups = [] }: RedriveOperatorProps): iam.PolicyStatement[] {
  return logGroups.length === 0
    ? []
    : [
        new iam.PolicyStatement({
          sid: 'Reasons',
          actions: ['logs:FilterLogEvents'],
          resources: logGroups.map(({ logGroupArn }) => logGroupArn),
        }),
      ];
}

function deadLetterQueuesOf(queues: readonly IQueue[]): readonly IQueue[] {
  return queues.flatMap((queue) => deadLetterQueueOf(queue) ?? []);
}

function keysOf(queues: readonly IQueue[]): readonly IKey[] {
  return [...new Set(queues.flatMap(({ encryptionMasterKey }) => encryptionMasterKey ?? []))];
}

function arns(queues: readonly IQueue[]): string[] {
  return [...new Set(queues.map(({ queueArn }) => queueArn))];
}

const arnOf = ({ keyArn }: IKey): string => keyArn;
