import { type Cell, PolicyMatrix } from './matrix';
import { EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, type Template, TemplatePolicies } from './template-policies';

const statement = (rest: object) => ({
  Sid: 'Send',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
  ...rest,
});

const templateWith = (...statements: object[]): Template => ({
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue' },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Version: '2012-10-17', Statement: statements } },
    },
  },
});

const matrix = (template: Template, ...cells: Partial<Cell>[]) => {
  const policies = new TemplatePolicies(template);
  const cell = { title: 'S3', principal: service('s3'), action: 'sqs:SendMessage', allowed: true };
  const resource = policies.arns('AWS::SQS::Queue')[0] ?? '';
  return new PolicyMatrix(
    policies,
    cells.map((each) => ({ ...cell, resource, ...each })),
  );
};

const NAME = 'of Policy (AWS::SQS::QueuePolicy)';
const everyone: Partial<Cell> = { title: 'SNS', principal: service('sns'), allowed: false };
const receives: Partial<Cell> = { title: 'S3 receives', action: 'sqs:ReceiveMessage', allowed: false };

test('a cell that is decided otherwise is named, with the reason', () => {
  expect(matrix(templateWith(statement({})), { allowed: false }).wrong()).toEqual([
    'S3: allowed. Statement Send of Policy (AWS::SQS::QueuePolicy) allows it.',
  ]);
});

test('a condition without a cell that needs it is named', () => {
  const template = templateWith(statement({ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }));
  const context = { 'aws:SourceAccount': ACCOUNT };
  const cells = [{ context }, { ...everyone, context }, { ...receives, context }];
  expect(matrix(template, ...cells).survivors()).toEqual([
    `statement Send ${NAME} without the condition StringEquals aws:SourceAccount`,
  ]);
  const foreign = { context: { 'aws:SourceAccount': '444455556666' }, allowed: false };
  expect(matrix(template, ...cells, foreign).survivors()).toEqual([]);
});

test('an action, a statement and a principal that nobody needs are named', () => {
  const template = templateWith(
    statement({
      Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'],
      Principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com'] },
    }),
    statement({ Sid: 'Again', Action: 'sqs:GetQueueUrl' }),
  );
  expect(matrix(template, {}, everyone, receives).survivors()).toEqual([
    `statement Send ${NAME} without the action sqs:GetQueueUrl`,
    `statement Send ${NAME} without the principal events.amazonaws.com`,
    `statement Again ${NAME} without the statement`,
    `statement Again ${NAME} with the principal *`,
  ]);
});

test('what could be wider without anybody seeing it is named', () => {
  expect(matrix(templateWith(statement({})), {}).survivors()).toEqual([
    `statement Send ${NAME} with the action sqs:*`,
    `statement Send ${NAME} with the principal *`,
  ]);
});

test("a role's own policies and boundary count, by reference", () => {
  const allow = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  const policies = new TemplatePolicies({
    Resources: {
      Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('sqs:SendMessage') } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          PermissionsBoundary: { Ref: 'Limit' },
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        },
      },
      Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: allow('sqs:*') } },
    },
  });
  const principal = sessionOf(policies.arns('AWS::IAM::Role')[0] ?? '');
  const resource = `arn:aws:sqs:us-east-1:${ACCOUNT}:other`;
  const cell = (action: string, allowed: boolean): Cell => ({ title: action, principal, action, resource, allowed });
  const cells = [cell('sqs:SendMessage', true), cell('sqs:ReceiveMessage', false)];
  expect(new PolicyMatrix(policies, cells).wrong()).toEqual([]);
});

test('several stacks in several accounts are judged together', () => {
  const PARTNER = '444455556666';
  const partner = roleOf(PARTNER, 'producer');
  const owner = new TemplatePolicies(
    templateWith(statement({ Principal: { AWS: (partner as { roleArn: string }).roleArn } })),
  );
  const producer = new TemplatePolicies(
    {
      Resources: {
        Producer: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'producer',
            AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
            Policies: [{ PolicyName: 'Send', PolicyDocument: { Version: '2012-10-17', Statement: EVERYTHING } }],
          },
        },
      },
    },
    { account: PARTNER },
  );
  const cell: Cell = {
    title: 'the partner sends',
    principal: partner,
    action: 'sqs:SendMessage',
    resource: owner.arn('Queue'),
    allowed: true,
  };
  expect(new PolicyMatrix([owner, producer], [cell]).wrong()).toEqual([]);
  expect(new PolicyMatrix([owner], [cell]).wrong()).toHaveLength(1);
});

test('a reference that the stack does not have itself must be given', () => {
  const template = templateWith(statement({ Resource: { 'Fn::ImportValue': 'QueueArn' } }));
  expect(() => new TemplatePolicies(template)).toThrow('The template asks for QueueArn: give its value to the matrix.');
});
