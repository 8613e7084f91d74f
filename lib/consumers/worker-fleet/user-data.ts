import { Stack } from 'aws-cdk-lib';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { WORKER_FILE } from './worker-bundle';

export interface UserDataOptions {
  readonly description: string;
  readonly worker: Asset;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds; as text, because it may be a token. */
  readonly stopTimeout: string;
  readonly logGroupName: string;
  readonly dualStackEndpoints: boolean;
}

interface WriteFile {
  readonly path: string;
  readonly content: string;
  readonly permissions: string;
}

export const WORKER_UNIT = 'spillway-worker.service';
const USER = 'spillway';
const FOLDER = '/opt/spillway';
const ENVIRONMENT_FILE = '/etc/spillway/worker.env';
const LOG_FILE = '/var/log/spillway/worker.log';
const AGENT = '/opt/aws/amazon-cloudwatch-agent';
const AGENT_CONFIG = `${AGENT}/etc/spillway.json`;
const NODE_PACKAGE = 'nodejs22';

/**
 * What an instance does at its first boot: the worker first, then what only looks at it. cloud-init reads YAML, and JSON
 * is YAML without its traps. "Run commands when you launch an EC2 instance with user data input", Amazon EC2 User Guide.
 */
export function userData(scope: Construct, options: UserDataOptions): string {
  const { worker, dualStackEndpoints } = options;
  const zip = `${FOLDER}/worker.zip`;
  const config = {
    write_files: filesOf(scope, options),
    runcmd: [
      ['useradd', '--system', '--home-dir', FOLDER, '--shell', '/sbin/nologin', USER],
      ['mkdir', '-p', FOLDER, '/var/log/spillway'],
      // From Amazon Linux's repository, which is a bucket in the region: the way to S3 is all that it needs.
      `command -v node || dnf install --assumeyes ${NODE_PACKAGE}`,
      ['aws', 's3', 'cp', worker.s3ObjectUrl, zip],
      ['python3', '-m', 'zipfile', '-e', zip, `${FOLDER}/worker`],
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', '--now', WORKER_UNIT],
      ...(dualStackEndpoints ? [['systemctl', 'restart', 'amazon-ssm-agent']] : []),
      'dnf install --assumeyes amazon-cloudwatch-agent',
      [
        `${AGENT}/bin/amazon-cloudwatch-agent-ctl`,
        '-a',
        'fetch-config',
        '-m',
        'ec2',
        '-s',
        '-c',
        `file:${AGENT_CONFIG}`,
      ],
    ],
  };
  return `#cloud-config\n${Stack.of(scope).toJsonString(config)}\n`;
}

function filesOf(scope: Construct, options: UserDataOptions): readonly WriteFile[] {
  const { dualStackEndpoints, environment, logGroupName } = options;
  const agentConfig = Stack.of(scope).toJsonString(agentConfigOf(logGroupName, dualStackEndpoints));
  return [
    { path: ENVIRONMENT_FILE, content: environmentFile(environment), permissions: '0600' },
    { path: `/etc/systemd/system/${WORKER_UNIT}`, content: unitOf(options), permissions: '0644' },
    { path: '/etc/logrotate.d/spillway', content: LOG_ROTATION, permissions: '0644' },
    { path: AGENT_CONFIG, content: agentConfig, permissions: '0644' },
    ...(dualStackEndpoints ? DUAL_STACK_FILES : []),
  ];
}

/** Ended by a drain, it stays ended: its instance goes too. A crash brings it back, and so does its watchdog. */
function unitOf({ description, stopTimeout }: UserDataOptions): string {
  return lines(
    '[Unit]',
    `Description=${description}`,
    'Wants=network-online.target',
    'After=network-online.target',
    // For as long as it takes: an instance that gives up would stay in its group and do nothing.
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    `User=${USER}`,
    `WorkingDirectory=${FOLDER}/worker`,
    // Where a worker that hangs leaves word of it for the next one.
    `StateDirectory=${USER}`,
    `EnvironmentFile=${ENVIRONMENT_FILE}`,
    `ExecStart=node ${FOLDER}/worker/${WORKER_FILE}`,
    'Restart=on-failure',
    'RestartSec=5',
    'KillSignal=SIGTERM',
    `TimeoutStopSec=${stopTimeout}`,
    `StandardOutput=append:${LOG_FILE}`,
    `StandardError=append:${LOG_FILE}`,
    'NoNewPrivileges=yes',
    'PrivateTmp=yes',
    'ProtectHome=yes',
    'ProtectSystem=full',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  );
}

/** Values in quotes where systemd would take a character for something else. */
function environmentFile(environment: Readonly<Record<string, string>>): string {
  return lines(
    ...Object.entries(environment).map(([name, value]) =>
      /[\s"'\\#;]/.test(value) ? `${name}="${value.replace(/(["\\$`])/g, '\\$1')}"` : `${name}=${value}`,
    ),
  );
}

/** The agent has copied what is cut off. */
const LOG_ROTATION = lines(
  `${LOG_FILE} {`,
  '  daily',
  '  maxsize 100M',
  '  rotate 1',
  '  copytruncate',
  '  missingok',
  '}',
);

/** "Manually create or edit the CloudWatch agent configuration file", Amazon CloudWatch User Guide. */
function agentConfigOf(logGroupName: string, dualStackEndpoints: boolean) {
  const file = (file_path: string, log_stream_name: string) => ({
    file_path,
    log_group_name: logGroupName,
    log_stream_name,
  });
  return {
    agent: { use_dualstack_endpoint: dualStackEndpoints },
    logs: {
      logs_collected: {
        files: {
          // The second says why an instance did not come into service, when it is gone already.
          collect_list: [file(LOG_FILE, '{instance_id}'), file('/var/log/cloud-init-output.log', '{instance_id}/boot')],
        },
      },
      force_flush_interval: 5,
    },
  };
}

/** The agents call AWS by names that have IPv6 addresses. */
const DUAL_STACK_FILES: readonly WriteFile[] = [
  {
    path: '/etc/amazon/ssm/amazon-ssm-agent.json',
    content: '{ "Agent": { "UseDualStackEndpoint": true } }\n',
    permissions: '0600',
  },
  {
    path: '/etc/systemd/system/amazon-cloudwatch-agent.service.d/dual-stack.conf',
    content: lines('[Service]', 'Environment=AWS_USE_DUALSTACK_ENDPOINT=true'),
    permissions: '0644',
  },
];

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
