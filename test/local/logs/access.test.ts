import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { allows, LAMBDA_TRUST } from '../iam/documents';
import { GROUP, LogCloud } from './log-cloud';

const GROUP_ARN = `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}`;

let on: LogCloud;

beforeEach(async () => {
  on = await LogCloud.start();
  await on.createStream('s');
});
afterEach(() => on.cloud.stop());

async function roleThatMay(actions: string[], resource: string): Promise<CloudWatchLogsClient> {
  const iam = on.cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST }));
  const PolicyDocument = allows(actions, resource);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument }));
  return on.cloud.client(CloudWatchLogsClient, { role: 'r' });
}

const put = (logStreamName: string) =>
  new PutLogEventsCommand({
    logGroupName: GROUP,
    logStreamName,
    logEvents: [{ timestamp: on.cloud.now(), message: 'm' }],
  });
const denied = { name: 'AccessDeniedException' };

test('a group with :* covers its streams and the group as a whole', async () => {
  const logs = await roleThatMay(
    ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:FilterLogEvents'],
    `${GROUP_ARN}:*`,
  );
  await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: 'mine' }));
  await logs.send(put('mine'));
  expect((await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }))).events).toHaveLength(1);
});

test('without :* only the tags are covered', async () => {
  const logs = await roleThatMay(['logs:*'], GROUP_ARN);
  await expect(logs.send(put('s'))).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining(`logs:PutLogEvents on resource: ${GROUP_ARN}:log-stream:s`),
  });
  await expect(logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }))).rejects.toMatchObject(denied);
  expect((await logs.send(new ListTagsForResourceCommand({ resourceArn: GROUP_ARN }))).tags).toEqual({});
});

test('one stream can be allowed and another not', async () => {
  await on.createStream('other');
  const logs = await roleThatMay(['logs:PutLogEvents'], `${GROUP_ARN}:log-stream:s`);
  await logs.send(put('s'));
  await expect(logs.send(put('other'))).rejects.toMatchObject(denied);
});
