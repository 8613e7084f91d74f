import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../local';
import { synthesizeOnce } from './reference-app';

const assembly = synthesizeOnce();
afterAll(() => assembly.remove());

interface Statement {
  Sid?: string;
  Effect: string;
  Principal: object;
  Condition: Record<string, Record<string, unknown>>;
}

/** The reference app's assembly, with one kind of its queue policies' statements changed by hand. */
function withStatement(change: (statement: Statement) => void, effect = 'Allow'): string {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  cpSync(assembly.directory, directory, { recursive: true });
  const file = join(directory, readdirSync(directory).find((name) => name.endsWith('.template.json')) ?? '');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  const statements: Statement[] = Object.values(
    template.Resources as Record<string, { Type: string; Properties: { PolicyDocument: { Statement: Statement[] } } }>,
  )
    .filter(({ Type }) => Type === 'AWS::SQS::QueuePolicy')
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === effect);
  // S3 may write to the work queue alone; both queues refuse what does not come over TLS.
  expect(statements).toHaveLength(effect === 'Allow' ? 1 : 2);
  for (const statement of statements) change(statement);
  writeFileSync(file, JSON.stringify(template));
  return directory;
}

const wrong: readonly [string, (statement: Statement) => void, RegExp][] = [
  [
    "another bucket's ARN",
    (statement) => {
      statement.Condition['ArnLike'] = { 'aws:SourceArn': 'arn:aws:s3:::another-bucket' };
    },
    /condition ArnLike aws:SourceArn .*arn:aws:s3:::another-bucket.*arn:aws:s3:::catalogue-uploads-111122223333-us-east-1-an/,
  ],
  [
    "another account's number",
    (statement) => {
      statement.Condition['StringEquals'] = { 'aws:SourceAccount': '444455556666' };
    },
    /condition StringEquals aws:SourceAccount .*444455556666.*111122223333/,
  ],
  [
    'nothing for S3',
    (statement) => {
      statement.Principal = { Service: 'sns.amazonaws.com' };
    },
    /No statement allows it/,
  ],
  [
    'a deny instead of an allow',
    (statement) => {
      statement.Effect = 'Deny';
    },
    /denies it/,
  ],
];

test.each(wrong)(
  'with %s in the queue policy the deployment fails as on AWS, says why, and rolls back to nothing',
  async (_what, change, reason) => {
    const directory = withStatement(change);
    const cloud = await LocalCloud.start({ clock: 'virtual' });
    try {
      const failure = cloud.deploy(directory);
      await expect(failure).rejects.toThrow('Unable to validate the following destination configurations');
      await expect(failure).rejects.toThrow(reason);
      expect(cloud.cloudFormation.stacks()).toEqual([]);
      expect((await cloud.client(SQSClient).send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
      expect((await cloud.client(S3Client).send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
    } finally {
      await cloud.stop();
      rmSync(directory, { recursive: true });
    }
  },
);

test('with the condition of the deny removed nobody may do anything, and the deployment fails for that', async () => {
  const directory = withStatement((statement) => {
    statement.Condition = {};
  }, 'Deny');
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const failure = cloud.deploy(directory);
    await expect(failure).rejects.toThrow('Unable to validate the following destination configurations');
    await expect(failure).rejects.toThrow(/denies it/);
    // As on AWS, the deployer is locked out too, and cannot delete the queue again.
    await expect(failure).rejects.toMatchObject({ status: 'ROLLBACK_FAILED' });
  } finally {
    await cloud.stop();
    rmSync(directory, { recursive: true });
  }
});

test('a removed condition of the allow lets S3 of every account in: the deployment works, which is why both are there', async () => {
  const directory = withStatement((statement) => {
    statement.Condition = {};
  });
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  const decisions: unknown[] = [];
  cloud.events.subscribe((event) => {
    if (event.type === 'decision' && event['action'] === 'sqs:SendMessage') decisions.push(event['allowed']);
  });
  try {
    await cloud.deploy(directory);
    expect(decisions).toContain(true);
  } finally {
    await cloud.stop();
    rmSync(directory, { recursive: true });
  }
});
