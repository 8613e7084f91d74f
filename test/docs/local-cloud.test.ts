import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../local';
import { RESOURCE_TYPES } from '../../local/cloudformation/resource-types';
import { ServiceRouter } from '../../local/service-router';
import { createApiGateway } from '../../local/services/apigateway';
import { createAutoScaling } from '../../local/services/autoscaling';
import { createCloudFormationApi } from '../../local/services/cloudformation';
import { createEc2 } from '../../local/services/ec2';
import { createEvents } from '../../local/services/events';
import { createIam } from '../../local/services/iam';
import { createKms } from '../../local/services/kms';
import { createLambda } from '../../local/services/lambda';
import { createLogs } from '../../local/services/logs';
import { createMonitoring } from '../../local/services/monitoring';
import { createS3 } from '../../local/services/s3';
import type { Service } from '../../local/services/service';
import { createSns } from '../../local/services/sns';
import { createSqs } from '../../local/services/sqs';
import { createSts } from '../../local/services/sts';
import { createTagging } from '../../local/services/tagging';
import { deployFunction } from '../local/lambda/function-stack';
import { send } from '../local/lambda/queue-actions';
import { listUnder, ROOT, read, tableUnder } from './page';

const PAGE = 'docs/local-cloud.md';

const inCode = (name: string): string => `\`${name}\``;
const list = (names: readonly string[]): string => [...names].sort().map(inCode).join(', ');

/** The names in backticks in one cell. */
const names = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', faults: [{ on: 'sqs:DeleteMessageBatch', probability: 0.3 }] });
});

afterEach(() => cloud.stop());

test('the page lists every API action', () => {
  const { kernel, compute } = cloud;
  const iam = createIam(kernel);
  const sqs = createSqs(kernel);
  const router = new ServiceRouter(kernel, iam.directory, 'strict', () => cloud.url);
  const { management, execution } = createApiGateway(kernel, router);
  const events = createEvents(kernel, router);
  const { directory, roleOfProfile } = iam;
  const ec2 = createEc2(kernel, router, { directory, roleOfProfile, endpoint: () => undefined, launchSeconds: 0 });
  const services: readonly Service[] = [
    sqs,
    createS3(kernel, events.intake),
    createLambda(kernel, router, compute),
    iam,
    createSts(kernel, iam.directory),
    createLogs(kernel, router),
    createMonitoring(kernel, router, { queues: () => sqs.queues(), groups: () => [] }, []),
    createKms(kernel),
    createSns(kernel, router),
    ec2,
    createAutoScaling(kernel, router, ec2.fleet),
    events.service,
    management,
    execution,
    createCloudFormationApi(kernel, cloud.cloudFormation),
    createTagging(),
  ];
  expect(listUnder(PAGE, 'API actions')).toEqual(
    services.map(({ name, operations }) => `- ${inCode(name)}: ${Object.keys(operations).sort().join(', ')}`),
  );
});

test('the page lists every resource type with its properties', () => {
  expect(listUnder(PAGE, 'CloudFormation')).toEqual(
    [...RESOURCE_TYPES.values()].map(({ type, properties, attributes }) => {
      const named = attributes.length === 0 ? '' : ` Attributes: ${list(attributes)}.`;
      return `- ${inCode(type)}: ${list(properties)}.${named}`;
    }),
  );
});

test('the page lists every option', () => {
  const source = read('local/local-cloud.ts');
  const declaration = source.slice(source.indexOf('interface LocalCloudOptions'), source.indexOf('\n}\n'));
  const options = [...declaration.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name);
  expect(tableUnder(PAGE, 'In a test').map((line) => names(line)[0])).toEqual(options);
});

/** Every type of event that the code has: literals, and the queue's events, which are put together. */
function eventTypes(): readonly string[] {
  const sources = readdirSync(join(ROOT, 'local'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(join('local', name)));
  const literals = sources.flatMap((source) => [
    ...source.matchAll(/emit\(\s*'([a-z0-9]+\.[a-z-]+|request|decision)'/g),
  ]);
  const ofQueues = read('local/services/sqs/model/queue-observer.ts').matchAll(/^ {2}\| '([a-z-]+)'/gm);
  return [
    ...new Set([...literals.map(([, type]) => type ?? ''), ...Array.from(ofQueues, ([, event]) => `sqs.${event}`)]),
  ].sort();
}

test('the page lists every type of event', () => {
  const documented = tableUnder(PAGE, 'Events').map((line) => names(line)[0]);
  expect([...documented].sort()).toEqual(eventTypes());
});

test('what a run tells has the fields that the page lists', async () => {
  const rows = tableUnder(PAGE, 'Events').map(cells);
  const cellOf = (type: string): string => rows.find(([first]) => names(first)[0] === type)?.[1] ?? '';
  const documented = (type: string): readonly string[] => {
    const cell = cellOf(type);
    const like = /^as `([^`]+)`/.exec(cell)?.[1];
    return [...(like === undefined ? [] : documented(like)), ...names(cell)];
  };
  const seen = new Map<string, Set<string>>();
  cloud.events.subscribe(({ seq: _seq, at: _at, type, ...fields }) => {
    seen.set(type, new Set([...(seen.get(type) ?? []), ...Object.keys(fields)]));
  });

  const code = "exports.handler = async ({ Records }) => { if (Records[0].body !== 'good') throw new Error('bad'); };";
  const stack = await deployFunction(cloud, { code, maxReceiveCount: 2, batchSize: 1 });
  const deadLetterArn = stack.queueArn.replace(/[^:]+$/, stack.deadLetterQueueUrl.replace(/^.*\//, ''));
  await send(cloud, stack.queueUrl, 'good', 'bad');
  await cloud.settle();
  await cloud.client(SQSClient).send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterArn }));
  const s3 = cloud.client(S3Client);
  await s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: 'key', Body: 'text' }));
  await s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key: 'key' }));
  await cloud.settle();

  expect(seen.size).toBeGreaterThan(15);
  for (const [type, fields] of seen) {
    const undocumented = [...fields].filter((field) => !documented(type).includes(field));
    expect({ type, undocumented }).toEqual({ type, undocumented: [] });
  }
});
