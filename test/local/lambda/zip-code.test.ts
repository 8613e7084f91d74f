import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, type FunctionCode, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipFolder } from '../../../labs/target/zip';
import { LocalCloud } from '../../../local';

let cloud: LocalCloud;
let archive: Buffer;
let Role: string | undefined;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  const folder = mkdtempSync(join(tmpdir(), 'code-'));
  writeFileSync(join(folder, 'index.js'), "exports.handler = async () => require('./word').word;\n");
  writeFileSync(join(folder, 'word.js'), "exports.word = 'zipped';\n");
  archive = zipFolder(folder);
  rmSync(folder, { recursive: true });
  const Principal = { Service: 'lambda.amazonaws.com' };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  const role = { RoleName: 'runs', AssumeRolePolicyDocument: JSON.stringify(trust) };
  Role = (await cloud.client(IAMClient).send(new CreateRoleCommand(role))).Role?.Arn;
  const s3 = cloud.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: 'code' }));
  await s3.send(new PutObjectCommand({ Bucket: 'code', Key: 'code.zip', Body: archive }));
  await s3.send(new PutObjectCommand({ Bucket: 'code', Key: 'text.zip', Body: 'no archive' }));
});
afterEach(() => cloud.stop());

async function answerOf(Code: FunctionCode): Promise<unknown> {
  const lambda = cloud.client(LambdaClient);
  const FunctionName = 'zipped';
  await lambda.send(
    new CreateFunctionCommand({ FunctionName, Role, Code, Runtime: 'nodejs22.x', Handler: 'index.handler' }),
  );
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

test('a function runs the code of a zip archive in the request', async () => {
  expect(await answerOf({ ZipFile: archive })).toBe('zipped');
});

test('a function runs the code of a zip archive in a bucket', async () => {
  expect(await answerOf({ S3Bucket: 'code', S3Key: 'code.zip' })).toBe('zipped');
});

test('an object that is not there, and one that is no archive, are refused', async () => {
  await expect(answerOf({ S3Bucket: 'code', S3Key: 'none.zip' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(/^Error occurred while GetObject\. S3 Error Code: NoSuchKey\./),
  });
  await expect(answerOf({ S3Bucket: 'code', S3Key: 'text.zip' })).rejects.toThrow(/^Could not unzip uploaded file\./);
});
