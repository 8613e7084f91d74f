import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { fleet } from '../consumers/worker-fleet/fleet';
import { type Architecture, architecture, baseCells, KINDS, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { delegatedTo, EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, REGION, statementsOf } from './template-policies';

const OTHER_QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:other`;
const groupArn = (name: string) =>
  `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:1f2e3d4c:autoScalingGroupName/${name}`;

function cells({ policies, queue, deadLetterQueue, key }: Architecture, names: Names): readonly Cell[] {
  const role = policies.arns('AWS::IAM::Role')[0] ?? '';
  const logs = policies.arns('AWS::Logs::LogGroup')[0]?.replace(/\*$/, 'log-stream:i-0123') ?? '';
  const principal = sessionOf(role);
  const may = (allowed: boolean, resource: string, ...actions: readonly string[]): readonly Cell[] =>
    actions.map((action) => ({ title: `a worker, ${action}, ${resource}`, principal, action, resource, allowed }));
  const assume = { action: 'sts:AssumeRole', resource: role };
  const group = groupArn(names.group);
  return [
    ...may(
      true,
      queue,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueAttributes',
    ),
    ...may(false, queue, 'sqs:SendMessage', 'sqs:PurgeQueue', 'sqs:SetQueueAttributes'),
    ...may(true, deadLetterQueue, 'sqs:SendMessage'),
    ...may(false, deadLetterQueue, 'sqs:ReceiveMessage', 'sqs:DeleteMessage'),
    ...may(false, OTHER_QUEUE, 'sqs:ReceiveMessage', 'sqs:SendMessage'),
    ...may(
      true,
      group,
      'autoscaling:CompleteLifecycleAction',
      'autoscaling:RecordLifecycleActionHeartbeat',
      'autoscaling:SetInstanceHealth',
    ),
    ...may(names.protection, group, 'autoscaling:SetInstanceProtection'),
    ...may(false, group, 'autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'),
    ...may(false, groupArn('other'), 'autoscaling:CompleteLifecycleAction', 'autoscaling:SetInstanceProtection'),
    ...may(true, names.asset, 's3:GetObject'),
    ...may(false, names.asset, 's3:PutObject'),
    ...may(false, `${names.asset}.other`, 's3:GetObject'),
    ...may(true, logs, 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'),
    ...may(false, logs, 'logs:DeleteLogGroup'),
    ...may(false, logs.replace(/log-group:[^:]*/, 'log-group:other'), 'logs:PutLogEvents'),
    ...may(true, '*', 'ssm:UpdateInstanceInformation', ...CHANNELS),
    ...may(false, '*', 'ssm:GetParameter', 'ssm:SendCommand', 'ssmmessages:Other'),
    { ...assume, title: 'EC2 takes the role', principal: service('ec2'), allowed: true },
    { ...assume, title: 'Lambda takes the role', principal: service('lambda'), allowed: false },
    { ...assume, title: 'another account takes it', principal: roleOf(PARTNER), identity: EVERYTHING, allowed: false },
    { ...assume, title: 'with tags', action: 'sts:TagSession', principal: service('ec2'), allowed: false },
    ...(key === ''
      ? []
      : [
          ...may(true, key, 'kms:Decrypt', 'kms:GenerateDataKey'),
          ...may(false, key, 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'),
          ...may(false, key.replace(/key\/.*/, 'key/other'), 'kms:Decrypt').map((cell) => ({
            ...cell,
            resourcePolicy: delegatedTo(ACCOUNT),
          })),
        ]),
  ];
}

interface Names {
  readonly group: string;
  readonly asset: string;
  readonly protection: boolean;
}

const CHANNELS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

describe.each(KINDS.flatMap((kind) => [false, true].map((protection) => [kind, protection] as const)))(
  'a fleet of a queue, %s, with scale-in protection: %s',
  (kind, protection) => {
    let group = '';
    const built = architecture(kind, (stack, queue) => {
      const workers = fleet(stack, { queue, ...(protection ? { scaleInProtection: {} } : {}) });
      const resource = workers.group.node.defaultChild;
      group = CfnAutoScalingGroup.isCfnAutoScalingGroup(resource) ? (resource.autoScalingGroupName ?? '') : '';
    });
    const [statement] = built.policies.policies
      .flatMap(({ document }) => statementsOf(document))
      .filter(({ Sid }) => Sid === 'Worker');
    const asset = String(statement?.Resource);
    const matrix = new PolicyMatrix(built.policies, [
      ...baseCells(built),
      ...cells(built, { group, asset, protection }),
    ]);

    test('may do what the table says, and no more', () => {
      expect(asset).toMatch(/^arn:aws:s3:::cdk-\w+-assets-111122223333-us-east-1\/[0-9a-f]{64}\.\w+$/);
      expect(matrix.wrong()).toEqual([]);
    });

    test('has nothing in its policies that could be dropped or widened unseen', () => {
      expect(matrix.mutationCount).toBeGreaterThan(10);
      expect(matrix.survivors()).toEqual([]);
    });
  },
);
