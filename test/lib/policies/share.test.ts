import * as iam from 'aws-cdk-lib/aws-iam';
import { type Architecture, architecture, baseCells, hasKey, KINDS, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { EVERYTHING, roleOf } from './principals';
import { REGION } from './template-policies';

const ORGANIZATION = 'o-a1b2c3d4e5';
const THIRD = '777788889999';
const named = (name: string) => new iam.ArnPrincipal(`arn:aws:iam::${PARTNER}:role/${name}`);

const SEND = ['sqs:SendMessage'];
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'];
const NEITHER = ['sqs:GetQueueUrl', 'sqs:PurgeQueue', 'sqs:StartMessageMoveTask', 'sqs:DeleteQueue', 'sqs:TagQueue'];

/** What its account gives the principal does not matter here: it gives everything, or nothing. */
function cells(built: Architecture, withKey: boolean): readonly Cell[] {
  const { queue, deadLetterQueue, key } = built;
  const sides = [
    ['shop', SEND, ['kms:GenerateDataKey', 'kms:Decrypt']],
    ['worker', CONSUME, ['kms:Decrypt']],
    ['stranger', [], []],
  ] as const;
  return sides.flatMap(([name, may, mayWithKey]): readonly Cell[] => {
    const principal = roleOf(PARTNER, name);
    const common = { principal, identity: EVERYTHING };
    const viaSqs = { 'kms:ViaService': `sqs.${REGION}.amazonaws.com` };
    return [
      ...[...SEND, ...CONSUME, ...NEITHER].flatMap((action): readonly Cell[] => [
        {
          ...common,
          title: `${name}: ${action}`,
          action,
          resource: queue,
          allowed: (may as readonly string[]).includes(action),
        },
        { title: `${name} without its own account: ${action}`, principal, action, resource: queue, allowed: false },
        {
          ...common,
          title: `${name}: ${action} of the dead letters`,
          action,
          resource: deadLetterQueue,
          allowed: false,
        },
      ]),
      ...(withKey ? ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'] : []).flatMap((action): readonly Cell[] => [
        {
          ...common,
          title: `${name}: ${action} through SQS`,
          action,
          resource: key,
          context: viaSqs,
          allowed: (mayWithKey as readonly string[]).includes(action),
        },
        { ...common, title: `${name}: ${action} by itself`, action, resource: key, allowed: false },
        {
          ...common,
          title: `${name}: ${action} through S3`,
          action,
          resource: key,
          context: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` },
          allowed: false,
        },
      ]),
    ];
  });
}

describe.each(KINDS)('a shared queue, %s', (kind) => {
  const built = architecture(kind, (_stack, queue) => {
    queue.share({ producers: [named('shop')], consumers: [named('worker')] });
  });
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...cells(built, hasKey(kind))]);

  test('lets each side do its own, and nobody more', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('has nothing in its policies that could be dropped or widened unseen', () => {
    expect(matrix.survivors()).toEqual([]);
  });
});

test('an organization in place of names: its members of any account, nobody else, and no service', () => {
  const built = architecture('standard', (_stack, queue) => {
    queue.share({ organizationId: ORGANIZATION });
  });
  const from = (account: string, organization: string | undefined, allowed: boolean): Cell => ({
    title: `${account} of ${organization}`,
    principal: roleOf(account, 'member'),
    identity: EVERYTHING,
    action: 'sqs:SendMessage',
    resource: built.queue,
    context: organization === undefined ? {} : { 'aws:PrincipalOrgID': organization },
    allowed,
  });
  const service: Cell = {
    title: 'S3 for a bucket of the organization',
    principal: { kind: 'service', service: 's3.amazonaws.com' },
    action: 'sqs:SendMessage',
    resource: built.queue,
    context: { 'aws:SourceOrgID': ORGANIZATION },
    allowed: false,
  };
  const receive: Cell = { ...from(PARTNER, ORGANIZATION, false), title: 'a receive', action: 'sqs:ReceiveMessage' };
  const table = [
    from(PARTNER, ORGANIZATION, true),
    from(THIRD, ORGANIZATION, true),
    from(PARTNER, 'o-zzzzzzzzzz', false),
    from(PARTNER, undefined, false),
    service,
    receive,
  ];
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...table]);
  expect(matrix.wrong()).toEqual([]);
  expect(matrix.survivors()).toEqual([]);
});
