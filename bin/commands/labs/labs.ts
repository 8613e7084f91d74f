import { type Command, Option } from 'commander';

/** `spillway labs`: what each of them does is loaded when it is called, the local cloud with it. */
export function addLabsCommands(program: Command): void {
  const labs = program
    .command('labs')
    // The SDK's notice about Node 20 is nothing that a learner can act on; the player inherits this.
    .hook('preAction', quietSdk)
    .description('learn SQS by repairing it: a list, then one lab at a time, checked again when you save')
    .option('--dir <folder>', 'where your copies and progress are (default: spillway-labs)')
    .action(async (flags) => {
      const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;
      process.exitCode = interactive ? await session().runSession(flags) : actions().runList(flags);
    });
  const flags = (): { readonly dir?: string } => labs.opts();

  labs
    .command('list')
    .description('the labs, with your progress')
    .action(() => {
      process.exitCode = actions().runList(flags());
    });
  labs
    .command('show')
    .description('story, task and question of a lab (default: the next one); makes your copy')
    .argument('[lab]', 'slug or number')
    .action((lab) => {
      process.exitCode = actions().runShow(lab, flags());
    });
  labs
    .command('answer')
    .description('answer the question of a lab')
    .argument('<lab>', 'slug or number')
    .argument('<letter>', 'a, b, c ...')
    .action((lab, letter) => {
      process.exitCode = actions().runAnswer(lab, letter, flags());
    });
  labs
    .command('verify')
    .description('run the checks once (default: the next lab); exit code 0 when they pass, 1 when not')
    .argument('[lab]', 'slug or number')
    .addOption(target('local'))
    .option('--region <region>', 'with --target aws (default: as for every AWS tool)')
    .option('--profile <profile>', 'of the shared AWS configuration, with --target aws')
    .option('--yes', 'with --target aws, deploy without asking', false)
    .option('--down', 'with --target aws, remove everything afterwards', false)
    .action(async (lab, options) => {
      process.exitCode = await actions().runVerify(lab, { ...flags(), ...options });
    });
  labs
    .command('down')
    .description('remove what labs deployed into your account; exit code 0 when nothing is left, 1 when something is')
    .argument('[lab]', 'slug or number (default: all of them)')
    .addOption(target('aws'))
    .option('--region <region>', 'beside the regions of your runs (default: as for every AWS tool)')
    .option('--profile <profile>', 'of the shared AWS configuration')
    .option('--all', 'runs of other folders, too: whatever carries the tag of a lab', false)
    .action(async (lab, options) => {
      process.exitCode = await down().runDown(lab, { ...flags(), ...options });
    });
  labs
    .command('hint')
    .description('one more of three hints')
    .argument('<lab>', 'slug or number')
    .action((lab) => {
      process.exitCode = actions().runHint(lab, flags());
    });
  labs
    .command('reset')
    .description('bring the start of a lab back; what you changed in it is gone')
    .argument('<lab>', 'slug or number')
    .action((lab) => {
      process.exitCode = actions().runReset(lab, flags());
    });
  labs
    .command('solution')
    .description('after the checks have passed: how we would do it')
    .argument('<lab>', 'slug or number')
    .action((lab) => {
      process.exitCode = actions().runSolution(lab, flags());
    });
  labs
    .command('board')
    .description('your copy plays the story on a board: its queues and messages, with the clock at your keys')
    .argument('<lab>', 'slug or number')
    .option('--by-hand', 'without the story, in real time: you send and receive, with the AWS CLI')
    .option('--port <port>', 'TCP port on 127.0.0.1 for the AWS CLI, 0 for a free one', '0')
    .action(async (lab, { port, byHand }) => {
      process.exitCode = await board().runBoard(lab, { ...flags(), port, byHand });
    });
  labs
    .command('doctor')
    .description('what is missing on this machine')
    .action(async () => {
      process.exitCode = await doctor().runDoctor(flags());
    });
  labs
    .command('dev')
    .description('for who writes labs')
    .command('check')
    .description('every start must fail with the intended reason, every solution must pass')
    .action(async () => {
      process.exitCode = await actions().runDevCheck();
    });
  labs.command('player', { hidden: true }).action(() => player().runPlayer());
  labs.command('account', { hidden: true }).action(() => account().runAccountProcess());
  labs.command('stage', { hidden: true }).action(() => stage().runStage());
}

function quietSdk(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}

const target = (usual: 'local' | 'aws'): Option =>
  new Option('--target <target>', 'local: a local cloud on virtual time; aws: your account')
    .choices(['local', 'aws'])
    .default(usual);

const actions = (): typeof import('./actions') => require('./actions');
const session = (): typeof import('./session') => require('./session');
const board = (): typeof import('./board/run-board') => require('./board/run-board');
const stage = (): typeof import('./board/stage-process') => require('./board/stage-process');
const down = (): typeof import('./in-account/run-down') => require('./in-account/run-down');
const account = (): typeof import('./in-account/account-process') => require('./in-account/account-process');
const doctor = (): typeof import('./doctor') => require('./doctor');
const player = (): typeof import('./player-process') => require('./player-process');
