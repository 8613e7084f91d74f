#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { addDlqCommands } from './commands/dlq/dlq';
import { addLabsCommands } from './commands/labs/labs';
import { Interrupted } from './interruption';
import { UsageError } from './usage-error';

const program = new Command('spillway')
  .description('Decoupled architectures on AWS: the reference app and your own stacks on a local cloud')
  .version(version)
  .exitOverride()
  // One line, like every other mistake: commander puts a suggestion on a second one.
  .configureOutput({ outputError: (text, write) => write(`${oneLine(text)} --help lists the options.\n`) });

program
  .command('start')
  .description(
    'run a reference app on the local cloud: the files of a folder through bucket, queue, consumer and bucket',
  )
  .option('--app <name>', 'catalogue: files of a folder to a function; video: jobs over HTTP to a fleet', 'catalogue')
  .option('--jobs <number>', 'with --app video, how many jobs the spike has (default: 1000)')
  .option('--upload <dir>', 'folder whose files are uploaded (default: the samples that come with Spillway)')
  .option('--out <file>', 'write the catalogue to a file as JSON Lines')
  .option('--once', 'end when the queue is drained; on virtual time, so that waiting takes no time', false)
  .option('--port <port>', 'TCP port on 127.0.0.1, 0 for a free one (default: 4566, a free one with --once)')
  .action(async (options) => {
    const { runApp } = referenceAppCommand();
    process.exitCode = await runApp(options);
  });

program
  .command('local')
  .description('deploy a cloud assembly, such as cdk.out, into a local cloud and keep it running')
  .argument('<dir>', "folder that 'cdk synth' wrote")
  .option('--watch', 'deploy again when the folder changes', false)
  .option('--port <port>', 'TCP port on 127.0.0.1, 0 for a free one', '4566')
  .option('--enforcement <mode>', 'what a denied request meets: strict, audit (recorded, let through) or off', 'strict')
  .option('--organization <id=accounts>', 'accounts of one organization: o-a1b2c3d4e5=111122223333,444455556666')
  .action(async (directory, options) => {
    const { runLocal } = localCommand();
    process.exitCode = await runLocal(directory, options);
  });

program
  .command('check')
  .description(
    'judge a cloud assembly, or a single template, before it is deployed: queues, what sends to them and reads them',
  )
  .argument('<dir>', "folder that 'cdk synth' wrote, or a template in JSON or YAML")
  .option('--json', 'write the findings as JSON', false)
  .option('--strict', 'fail on warnings too', false)
  .option(
    '--acknowledge <rule=reason>',
    'accept what a rule finds, with the reason; may be given several times',
    (value: string, others: readonly string[]) => [...others, value],
    [],
  )
  .action((directory, options) => {
    const { runCheck } = checkCommand();
    process.exitCode = runCheck(directory, options);
  });

program
  .command('simulate')
  .description('simulate how the worker fleet of a cloud assembly scales under a workload, without deploying it')
  .argument('<dir>', "folder that 'cdk synth' wrote, or a template in JSON or YAML")
  .option('--fleet <id>', 'logical id of the Auto Scaling group, when there are several')
  .option('--trace <file>', 'CSV file with a header time,work and a line for each message')
  .option(
    '--pattern <name>',
    'steady, step, flash-crowd, on-off, diurnal, heavy-tail or poison-storm (default: diurnal)',
  )
  .option('--duration <seconds>', 'of a pattern', '7200')
  .option('--rate <number>', 'messages a second on a usual day, of a pattern', '1')
  .option(
    '--processing-time <seconds>',
    "that a message takes on the average (default: 10, of a trace its work's mean)",
  )
  .option('--acceptable-latency <seconds>', 'that a message may wait', '60')
  .option('--concurrency <number>', 'messages at a time of one instance (default: what the launch template says)')
  .option('--boot-time <seconds>', 'from the order of an instance until its worker receives', '60')
  .option('--metric-delay <seconds>', 'from the end of a minute until its values are in CloudWatch', '60')
  .option('--interruptions <number>', 'Spot interruptions per instance and hour', '0')
  .option('--seeds <number>', 'how many runs', '10')
  .option('--compare', 'simulate other ways to scale beside it', false)
  .option('--json', 'write the result as JSON', false)
  .option('--svg <file>', 'draw the first run')
  .action((directory, options) => {
    const { runSimulate } = simulateCommand();
    process.exitCode = runSimulate(directory, options);
  });

addDlqCommands(program);
addLabsCommands(program);

// Nobody reads on, as after `| head`. A command that must end in order listens itself, by its Interruption.
process.stdout.on('error', () => {
  if (process.stdout.listenerCount('error') === 1) process.exit(128 + constants.signals.SIGPIPE);
});

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
});

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  // A failed deployment says all there is to say; anything else is a defect, and its stack shows where.
  const failed = error instanceof Error && error.name === 'StackFailure';
  process.stderr.write(`${error instanceof Error ? (failed ? error.message : error.stack) : error}\n`);
  return 1;
}

/** `error: unknown option '--onec'\n(Did you mean --once?)` becomes a sentence. */
function oneLine(text: string): string {
  const sentence = text
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`.replace(/([^.)])$/, '$1.');
}

// Only when they are called: loading the local cloud or the constructs takes longer than most commands.

function localCommand(): typeof import('./commands/local/local') {
  return require('./commands/local/local');
}

function checkCommand(): typeof import('./commands/check/check') {
  return require('./commands/check/check');
}

function simulateCommand(): typeof import('./commands/simulate/simulate') {
  return require('./commands/simulate/simulate');
}

/** The reference app is built from its sources, which the published package leaves out. */
function referenceAppCommand(): typeof import('./commands/start/apps') {
  if (existsSync(join(__dirname, 'commands', 'start'))) return require('./commands/start/apps');
  throw new UsageError(
    "'spillway start' must be run in a checkout of Spillway, got the published package. It builds the reference app from its sources. Clone the repository and run 'npm start', or deploy your own stack with 'spillway local cdk.out'.",
  );
}
