import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { readAssembly } from '../../../local/cloudformation/assembly';
import { selectStacks } from '../../../local/cloudformation/stack-selection';

describe('a cloud assembly', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const manifest = (content: object) => writeFileSync(join(directory, 'manifest.json'), JSON.stringify(content));

  it('of an app with a stage and two stacks is read as CDK writes it', () => {
    const source = join(directory, 'source');
    mkdirSync(source);
    writeFileSync(join(source, 'index.js'), 'exports.handler = async () => {};');
    const outdir = join(directory, 'cdk.out');
    const app = new App({ outdir });
    const queues = new Stack(app, 'Queues');
    const queue = new Queue(queues, 'Queue');
    const workers = new Stack(app, 'Workers', { stackName: 'the-workers' });
    const code = Code.fromAsset(source);
    new LambdaFunction(workers, 'Worker', {
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      environment: { QUEUE: queue.queueUrl },
    });
    const prod = new Stage(app, 'Prod', { env: { account: '444455556666', region: 'eu-west-1' } });
    new Queue(new Stack(prod, 'Orders'), 'Queue');
    app.synth();

    const stacks = readAssembly(outdir);
    expect(
      stacks.map(({ stackName, displayName, account, region }) => [stackName, displayName, account, region]),
    ).toEqual([
      ['Prod-Orders', 'Prod/Orders', '444455556666', 'eu-west-1'],
      ['Queues', 'Queues', undefined, undefined],
      ['the-workers', expect.stringContaining('Workers'), undefined, undefined],
    ]);
    const worker = stacks.find(({ stackName }) => stackName === 'the-workers');
    expect(worker?.dependencies).toEqual(['Queues']);
    const asset = worker?.assets.find(({ key }) => key.endsWith('.zip'));
    expect(asset?.path.startsWith(join(outdir, 'asset.'))).toBe(true);
    expect(asset?.bucket).toContain('AWS::AccountId');
  });

  const stack = (id: string, dependencies: string[] = []) => ({
    ...{ id, stackName: id, displayName: `Stage/${id}`, template: {}, parameters: {}, assets: [] },
    dependencies,
  });

  it('is deployed in the order of its stacks’ dependencies', () => {
    const stacks = [stack('C', ['B']), stack('A'), stack('B', ['A'])];
    expect(selectStacks(stacks).map(({ id }) => id)).toEqual(['A', 'B', 'C']);
  });

  it('may be deployed in part, by name or display name, with what that part needs', () => {
    const stacks = [stack('C', ['B']), stack('A'), stack('B', ['A']), stack('D')];
    expect(selectStacks(stacks, ['Stage/B']).map(({ id }) => id)).toEqual(['A', 'B']);
    expect(() => selectStacks(stacks, ['Typo'])).toThrow(`got "Typo". It holds Stage/C, Stage/A, Stage/B, Stage/D.`);
  });

  it('must be a folder', () => {
    expect(() => readAssembly(join(directory, 'none'))).toThrow(
      /must be a folder, got ".*none".*'cdk synth' writes one/,
    );
  });

  it('must have a manifest', () => {
    expect(() => readAssembly(directory)).toThrow("it has no manifest.json. 'cdk synth' writes one");
  });

  it('must have a schema version that is understood', () => {
    manifest({ version: '99.0.0', artifacts: {} });
    expect(() => readAssembly(directory)).toThrow('must be 55 or older, got "99.0.0"');
  });

  it('must consist of kinds of artifacts that are understood', () => {
    manifest({ version: '55.0.0', artifacts: { Odd: { type: 'acme:odd' } } });
    expect(() => readAssembly(directory)).toThrow(
      'the artifact Odd is of the kind "acme:odd", which is not understood',
    );
  });

  it('must not wait for context to be looked up', () => {
    manifest({ version: '55.0.0', artifacts: {}, missing: [{ key: 'vpc-provider:id=1' }] });
    expect(() => readAssembly(directory)).toThrow('it needs context that was not looked up (vpc-provider:id=1)');
  });

  it('must not need container images', () => {
    const artifact = { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } };
    manifest({ version: '55.0.0', artifacts: { 'App.assets': artifact } });
    writeFileSync(join(directory, 'App.assets.json'), JSON.stringify({ dockerImages: { abc: {} } }));
    expect(() => readAssembly(directory)).toThrow('container image assets are not supported (abc)');
  });

  it('must be JSON', () => {
    writeFileSync(join(directory, 'manifest.json'), '{');
    expect(() => readAssembly(directory)).toThrow(/manifest\.json cannot be read: .*Run 'cdk synth' again/);
  });
});
