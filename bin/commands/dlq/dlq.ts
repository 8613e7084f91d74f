import { type Command, Option } from 'commander';

/** `spillway dlq`: what each of them does is loaded when it is called, the AWS SDK with it. */
export function addDlqCommands(program: Command): void {
  const dlq = program
    .command('dlq')
    .description('look into a dead-letter queue, move its messages back, export or purge them');

  subcommand(dlq, 'list', 'one line for each message; looking costs each one a receive')
    .addOption(logGroup())
    .option('--limit <n>', 'messages to look at (default: all)')
    .action(async (queue, flags) => {
      process.exitCode = await actions().runList(queue, flags);
    });

  subcommand(dlq, 'show', 'messages in full, with body and attributes; looking costs each one a receive')
    .argument('[message-id]', 'only this message')
    .addOption(logGroup())
    .option('--limit <n>', 'messages to look at (default: all)')
    .action(async (queue, messageId, flags) => {
      process.exitCode = await actions().runShow(queue, messageId, flags);
    });

  subcommand(dlq, 'redrive', "move messages back: all by AWS's message move task, or those that --where means")
    .option('--to <queue>', 'name, URL or ARN of the destination (default: the source queue)')
    .option('--rate <n>', 'messages per second, 1 to 500 (default: as fast as it goes)')
    .option(
      '--where <expr>',
      'only these messages: reason ~ "timeout", body.orderId = "42", age > 2h and receiveCount < 9',
    )
    .option('--dry-run', 'say what would be moved, move nothing', false)
    .option('--detach', 'let the move task go on when the command is interrupted', false)
    .addOption(logGroup())
    .action(async (queue, flags) => {
      process.exitCode = await actions().runRedrive(queue, flags);
    });

  subcommand(dlq, 'export', 'write all messages to a new file as JSON Lines, without deleting them')
    .argument('<file>', 'must not exist yet')
    .addOption(logGroup())
    .action(async (queue, file, flags) => {
      process.exitCode = await actions().runExport(queue, file, flags);
    });

  subcommand(dlq, 'purge', 'delete all messages for good; asks first')
    .option('--yes', 'do not ask', false)
    .action(async (queue, flags) => {
      process.exitCode = await actions().runPurge(queue, flags);
    });
}

function subcommand(dlq: Command, name: string, description: string): Command {
  return dlq
    .command(name)
    .description(description)
    .argument('<queue>', 'name, URL or ARN of the dead-letter queue, or of its source queue')
    .option('--region <region>', 'AWS region (default: of the ARN or URL, else as for every AWS tool)')
    .option('--profile <profile>', 'profile of the shared AWS configuration')
    .option('--json', 'one JSON document on the standard output', false);
}

const actions = (): typeof import('./actions') => require('./actions');

const logGroup = (): Option =>
  new Option('--log-group <name>', "the consumer's log group, for the reasons that messages do not carry");
