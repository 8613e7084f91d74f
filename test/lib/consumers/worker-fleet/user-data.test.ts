import { Duration, type Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { WorkerFleetProps } from '../../../../lib';
import { newStack, only, queuePair } from '../../synthesis';
import { fleet } from './fleet';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string; readonly permissions: string }[];
  readonly runcmd: readonly (string | readonly string[])[];
}

/** What cloud-init reads. What CloudFormation fills in reads as its logical id. */
function cloudConfig(props: Partial<WorkerFleetProps> = {}): CloudConfig {
  fleet(stack, props);
  const data = only(stack, 'AWS::EC2::LaunchTemplate').properties['LaunchTemplateData'];
  const { UserData } = data as { UserData: { 'Fn::Base64': { 'Fn::Join': [string, unknown[]] } } };
  const text = UserData['Fn::Base64']['Fn::Join'][1].map(filledIn).join('');
  expect(text).toMatch(/^#cloud-config\n/);
  return JSON.parse(text.slice(text.indexOf('\n')));
}

function filledIn(part: unknown): string {
  if (typeof part === 'string') return part;
  const [value] = Object.values(part as object);
  return Array.isArray(value) ? value.join('.') : String(value);
}

function file({ write_files }: CloudConfig, path: string): string {
  const found = write_files.find((each) => each.path === path);
  if (found === undefined) throw new Error(`${path} is not written`);
  return found.content;
}

const environment = (config: CloudConfig) => file(config, '/etc/spillway/worker.env').trimEnd().split('\n');
const unit = (config: CloudConfig) => file(config, '/etc/systemd/system/spillway-worker.service').split('\n');

test('the worker learns its queue, its slots, its time and its group from its environment', () => {
  const lines = environment(cloudConfig());
  const { queue, deadLetterQueue } = queuePair(stack);
  const group = only(stack, 'AWS::AutoScaling::AutoScalingGroup').properties['AutoScalingGroupName'];
  expect(lines).toEqual([
    'NODE_OPTIONS=--enable-source-maps',
    'AWS_REGION=AWS::Region',
    'AWS_USE_DUALSTACK_ENDPOINT=true',
    `SPILLWAY_QUEUE_URL=${queue.logicalId}`,
    `SPILLWAY_QUEUE_ARN=${queue.logicalId}.Arn`,
    `SPILLWAY_DEAD_LETTER_QUEUE_URL=${deadLetterQueue.logicalId}`,
    'SPILLWAY_MAX_RECEIVE_COUNT=5',
    'SPILLWAY_CONCURRENCY=4',
    'SPILLWAY_DRAIN_BUDGET=90',
    `SPILLWAY_AUTO_SCALING_GROUP=${group}`,
    'SPILLWAY_LAUNCH_LIFECYCLE_HOOK=worker-started',
    'SPILLWAY_LIFECYCLE_HOOK=worker-drained',
    'SPILLWAY_HANG_TIMEOUT=120',
  ]);
});

test('variables of your own stand there too, in quotes where systemd needs them, and nobody else reads the file', () => {
  const config = cloudConfig({
    environment: { TABLE: 'orders', GREETING: 'he said "hi"; $HOME', NODE_OPTIONS: '--trace-gc' },
  });
  expect(environment(config)).toEqual(
    expect.arrayContaining(['TABLE=orders', 'GREETING="he said \\"hi\\"; \\$HOME"', 'NODE_OPTIONS=--trace-gc']),
  );
  expect(config.write_files.find(({ path }) => path === '/etc/spillway/worker.env')?.permissions).toBe('0600');
});

test('protection from scale-in is asked for only where it is wanted', () => {
  expect(environment(cloudConfig()).filter((line) => line.includes('PROTECTION'))).toEqual([]);
  stack = newStack();
  expect(environment(cloudConfig({ scaleInProtection: {} }))).toContain('SPILLWAY_PROTECTION_IDLE_AFTER=60');
});

test('it is a service of its own user, comes back when it fails, and has time to drain', () => {
  const lines = unit(cloudConfig({ drainTimeout: Duration.minutes(10) }));
  expect(lines).toEqual(
    expect.arrayContaining([
      'User=spillway',
      'EnvironmentFile=/etc/spillway/worker.env',
      'ExecStart=node /opt/spillway/worker/worker.js',
      'Restart=on-failure',
      'StartLimitIntervalSec=0',
      'StateDirectory=spillway',
      'TimeoutStopSec=630',
    ]),
  );
});

test('the worker runs before anything is installed that it does not need', () => {
  const { runcmd } = cloudConfig();
  const commands = runcmd.map((command) => (typeof command === 'string' ? command : command.join(' ')));
  const at = (part: string) => commands.findIndex((command) => command.includes(part));
  expect(commands.filter((command) => command.includes('dnf'))).toEqual([
    'command -v node || dnf install --assumeyes nodejs22',
    'dnf install --assumeyes amazon-cloudwatch-agent',
  ]);
  expect(at('useradd --system')).toBeGreaterThanOrEqual(0);
  expect(at('aws s3 cp s3://')).toBeLessThan(at('python3 -m zipfile -e /opt/spillway/worker.zip /opt/spillway/worker'));
  expect(at('zipfile')).toBeLessThan(at('systemctl enable --now spillway-worker.service'));
  expect(at('enable --now')).toBeLessThan(at('amazon-cloudwatch-agent'));
});

test("the agent sends the worker's log and that of the boot to the fleet's log group", () => {
  const config = JSON.parse(file(cloudConfig(), '/opt/aws/amazon-cloudwatch-agent/etc/spillway.json'));
  const log_group_name = only(stack, 'AWS::Logs::LogGroup').logicalId;
  expect(config.logs.logs_collected.files.collect_list).toEqual([
    { file_path: '/var/log/spillway/worker.log', log_group_name, log_stream_name: '{instance_id}' },
    { file_path: '/var/log/cloud-init-output.log', log_group_name, log_stream_name: '{instance_id}/boot' },
  ]);
  expect(config.agent).toEqual({ use_dualstack_endpoint: true });
});

test('without IPv6 AWS is called by the names that it always had', () => {
  const config = cloudConfig({ dualStackEndpoints: false });
  expect(JSON.stringify(config)).not.toMatch(/dual-?stack(?!_endpoint\\":false)/i);
  expect(environment(config)).not.toContain('AWS_USE_DUALSTACK_ENDPOINT=true');
});

test('a queue without a dead-letter queue has none in the environment', () => {
  const lines = environment(cloudConfig({ queue: new Queue(stack, 'Plain') }));
  expect(lines.filter((line) => /DEAD_LETTER|MAX_RECEIVE/.test(line))).toEqual([]);
});
