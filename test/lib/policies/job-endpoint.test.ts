import { MappingValue } from 'aws-cdk-lib/aws-apigatewayv2';
import { JobEndpoint } from '../../../lib';
import { type Architecture, architecture, baseCells, KINDS, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { delegatedTo, EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, REGION } from './template-policies';

const OTHER_QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:other`;

function cells({ policies, queue, deadLetterQueue, key }: Architecture): readonly Cell[] {
  const role = policies.arns('AWS::IAM::Role')[0] ?? '';
  const principal = sessionOf(role);
  const may = (allowed: boolean, resource: string, ...actions: readonly string[]): readonly Cell[] =>
    actions.map((action) => ({ title: `API Gateway, ${action}, ${resource}`, principal, action, resource, allowed }));
  const assume = { action: 'sts:AssumeRole', resource: role };
  return [
    ...may(true, queue, 'sqs:SendMessage'),
    ...may(false, queue, 'sqs:ReceiveMessage', 'sqs:GetQueueAttributes', 'sqs:PurgeQueue'),
    ...may(false, deadLetterQueue, 'sqs:SendMessage'),
    ...may(false, OTHER_QUEUE, 'sqs:SendMessage'),
    { ...assume, title: 'API Gateway takes the role', principal: service('apigateway'), allowed: true },
    { ...assume, title: 'Lambda takes the role', principal: service('lambda'), allowed: false },
    { ...assume, title: 'another account takes it', principal: roleOf(PARTNER), identity: EVERYTHING, allowed: false },
    { ...assume, title: 'with tags', action: 'sts:TagSession', principal: service('apigateway'), allowed: false },
    ...(key === ''
      ? []
      : [
          ...may(true, key, 'kms:Decrypt', 'kms:GenerateDataKey'),
          ...may(false, key, 'kms:ScheduleKeyDeletion'),
          ...may(false, key.replace(/key\/.*/, 'key/other'), 'kms:Decrypt').map((cell) => ({
            ...cell,
            resourcePolicy: delegatedTo(ACCOUNT),
          })),
        ]),
  ];
}

describe.each(KINDS)('an HTTP front end of a queue, %s', (kind) => {
  const messageGroupId = MappingValue.requestHeader('customer-id');
  const built = architecture(kind, (stack, queue) => new JobEndpoint(stack, 'Jobs', { queue, messageGroupId }));
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...cells(built)]);

  test('may do what the table says, and no more', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('has nothing in its policies that could be dropped or widened unseen', () => {
    expect(matrix.survivors()).toEqual([]);
  });
});
