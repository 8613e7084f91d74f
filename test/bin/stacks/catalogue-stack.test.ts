import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { catalogueApp } from '../../../bin/stacks/catalogue-app';
import { CatalogueStack } from '../../../bin/stacks/catalogue-stack';
import { context } from '../../../cdk.json';
import {
  arnOf,
  newApp,
  queuePair,
  queueStatements,
  type Resource,
  resources,
  statementsOf,
  warnings,
} from '../../lib/synthesis';
import { validated } from '../../lib/validated';

let outdir: string;
let stack: Stack;
let assembly: CloudAssembly;
const printed: string[] = [];

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
  const stderr = jest.spyOn(console, 'error').mockImplementation((text: unknown) => void printed.push(String(text)));
  const app = catalogueApp(outdir);
  assembly = validated(() => app.synth());
  stack = app.node.findChild('Catalogue') as Stack;
  stderr.mockRestore();
});
afterAll(() => rmSync(outdir, { recursive: true }));

function bucket(prefix: string): Resource {
  const found = resources(stack, 'AWS::S3::Bucket').find(({ properties }) => properties['BucketNamePrefix'] === prefix);
  if (found === undefined) {
    throw new Error(`no bucket ${prefix}`);
  }
  return found;
}

test('it synthesizes without a word from CDK', () => {
  expect(assembly.getStackByName('Catalogue').messages).toEqual([]);
  const report = join(outdir, 'validation-report.json');
  const { pluginReports } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { pluginReports: [] };
  expect(pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual([]);
  expect(printed).toEqual([]);
});

test('it synthesizes without a feature flag too', () => {
  const plain = new CatalogueStack(newApp(), 'Catalogue');
  expect(resources(plain).map(({ type }) => type)).toEqual(resources(stack).map(({ type }) => type));
  expect(warnings(plain)).toEqual([]);
});

test("cdk.json carries CDK's recommended feature flags, all of them", () => {
  expect(context).toEqual(recommendedFlags);
  expect(context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
});

test('it deploys what the design says, and no helper function', () => {
  const types = resources(stack).map(({ type }) => type);
  expect([...new Set(types)].sort()).toEqual([
    'AWS::CloudWatch::Alarm',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Function',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
  ]);
  expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(1);
});

test('the uploads bucket, and no other, may send to the queue', () => {
  const name = ['-', { Ref: 'AWS::AccountId' }, '-', { Ref: 'AWS::Region' }, '-an'];
  const arn = ['arn:', { Ref: 'AWS::Partition' }, `:s3:::catalogue-uploads${name[0]}`, ...name.slice(1)];
  const allowed = queueStatements(stack, queuePair(stack).queue).filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.map(({ Condition }) => Condition)).toEqual([
    {
      ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', arn] } },
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    },
  ]);
});

test.each(['catalogue-uploads', 'catalogue-documents'])('%s is private, encrypted and over TLS only', (prefix) => {
  const { logicalId, properties } = bucket(prefix);
  expect(properties).toMatchObject({
    BucketNamespace: 'account-regional',
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: { RestrictPublicBuckets: true, BlockPublicAcls: true },
  });
  const policy = resources(stack, 'AWS::S3::BucketPolicy').find(
    (candidate) => JSON.stringify(candidate.properties['Bucket']) === JSON.stringify({ Ref: logicalId }),
  );
  expect(policy && statementsOf(policy)).toMatchObject([
    { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
});

test('the function may read uploads and read and write the catalogue, and no more of S3', () => {
  const objects = (of: Resource) => ({ 'Fn::Join': ['', [arnOf(of), '/*']] });
  const s3 = resources(stack, 'AWS::IAM::Policy')
    .flatMap(statementsOf)
    .filter(({ Action }) => JSON.stringify(Action).includes('s3:'));
  expect(s3.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    ['s3:GetObject', objects(bucket('catalogue-uploads'))],
    [['s3:GetObject', 's3:PutObject'], objects(bucket('catalogue-documents'))],
    ['s3:ListBucket', [bucket('catalogue-documents'), bucket('catalogue-uploads')].map(arnOf)],
  ]);
});

test('the function is told where the catalogue is, and has a minute', () => {
  const [fn] = resources(stack, 'AWS::Lambda::Function');
  expect(fn?.properties).toMatchObject({
    Timeout: 60,
    MemorySize: 1024,
    Environment: { Variables: { CATALOGUE_BUCKET: { Ref: bucket('catalogue-documents').logicalId } } },
  });
  expect(queuePair(stack).queue.properties['VisibilityTimeout']).toBe(360);
});

test('the outputs have the names that the command and the smoke test read', () => {
  const { template } = assembly.getStackByName('Catalogue');
  expect(Object.keys(template.Outputs).sort()).toEqual([
    'CatalogueBucketName',
    'DeadLetterQueueUrl',
    'FunctionName',
    'LogGroupName',
    'QueueUrl',
    'UploadsBucketName',
  ]);
});

test('every file that the template names is in the assembly', () => {
  const manifest = JSON.parse(readFileSync(join(outdir, 'Catalogue.assets.json'), 'utf8'));
  const paths = Object.values<{ source: { path: string } }>(manifest.files).map(({ source }) => source.path);
  expect(paths.every((path) => existsSync(join(outdir, path)))).toBe(true);
});

test('the handler is bundled whole, but for the SDK that the runtime brings', () => {
  const asset = Object.values<{ source: { path: string; packaging: string } }>(
    JSON.parse(readFileSync(join(outdir, 'Catalogue.assets.json'), 'utf8')).files,
  ).find(({ source }) => source.packaging === 'zip');
  const code = readFileSync(join(outdir, asset?.source.path ?? '', 'index.js'), 'utf8');
  expect(code).toContain('require("@aws-sdk/client-s3")');
  expect(code).not.toMatch(/require\("(zod|file-type|csv-parse|@aws-lambda-powertools)/);
});
