import { statSync } from 'node:fs';
import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MAX_USER_DATA_BYTES } from '../../../model/limits/ec2';
import { durationWithin, numberWithin, seconds } from '../../guard/range-rules';
import type { Rule } from '../../guard/rule';
import { aliasNameOf, isAwsManaged } from '../../queue/queue-alarm-rules';
import { MACHINE_RULES } from './machine-rules';
import type { WorkerFleetProps } from './worker-fleet-props';

export type WorkerFleetInput = WorkerFleetProps & { readonly scope: Construct };

const HALF_A_DAY_SECONDS = 43_200;
const TWO_WEEKS_SECONDS = 1_209_600;
/** What is left of the user data for the environment: the rest takes about half of it. */
const ENVIRONMENT_BYTES = MAX_USER_DATA_BYTES / 2;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const WORKER_FLEET_RULES: readonly Rule<WorkerFleetInput>[] = [
  {
    id: 'FleetQueueRegion',
    prop: 'queue',
    value: ({ queue }) => queue.env.region,
    holds: ({ queue, scope }) => {
      const here = Stack.of(scope).region;
      return Token.isUnresolved(here) || queue.env.region === here;
    },
    must: "a queue of the fleet's own region",
    why: 'The workers call the SQS of their region, and Auto Scaling looks at its metrics there',
    fix: "Make the fleet in a stack of the queue's region",
  },
  {
    id: 'FleetQueueAccount',
    prop: 'queue',
    value: ({ queue }) => queue.env.account,
    holds: ({ queue, scope }) => {
      const here = Stack.of(scope).account;
      return Token.isUnresolved(here) || queue.env.account === here;
    },
    must: "a queue of the fleet's own account",
    why: "Auto Scaling looks at the queue's metrics in its own account, so it would see no message and start no instance",
    fix: "Make the fleet in the queue's account",
  },
  {
    id: 'FleetEntry',
    prop: 'entry',
    value: ({ entry }) => entry,
    holds: ({ entry }) => statSync(entry, { throwIfNoEntry: false })?.isFile() === true,
    must: 'a file',
    why: 'It is bundled while the app is synthesized',
    fix: "Give its path as join(__dirname, 'worker.ts')",
  },
  {
    id: 'FleetProcessingTime',
    prop: 'processingTime',
    value: ({ processingTime }) => processingTime,
    holds: ({ processingTime }) => {
      const time = processingTime.toMilliseconds({ integral: false });
      return time >= 1 && time <= HALF_A_DAY_SECONDS * 1_000;
    },
    must: 'from 1 millisecond to 12 hours',
    why: 'The number of instances is reckoned with it, and SQS lets nobody work on a message for longer than 12 hours',
    fix: "Set 'processingTime' to what one message takes on the average",
  },
  durationWithin(
    { min: 60, max: TWO_WEEKS_SECONDS, unit: 'seconds' },
    {
      id: 'FleetLatency',
      prop: 'acceptableLatency',
      value: ({ acceptableLatency }) => acceptableLatency,
      why: 'SQS reports once a minute, so nothing shorter can be steered by, and no message gets older than 14 days',
      fix: "Set 'acceptableLatency' to a minute or more; for less, keep instances ready with 'min'",
    },
  ),
  numberWithin(
    { min: 1, max: 10_000, unit: 'messages' },
    {
      id: 'FleetConcurrency',
      prop: 'concurrency',
      value: ({ concurrency }) => concurrency,
      why: 'It is the number of messages that a worker has in hand at a time',
      fix: "Set 'concurrency' to what one instance can work on at a time",
    },
  ),
  numberWithin(
    { min: 0, max: Number.MAX_SAFE_INTEGER, unit: 'instances' },
    {
      id: 'FleetMin',
      prop: 'min',
      value: ({ min }) => min,
      why: 'Auto Scaling refuses any other',
      fix: "Leave 'min' out for 0",
    },
  ),
  numberWithin(
    { min: 1, max: Number.MAX_SAFE_INTEGER, unit: 'instances' },
    {
      id: 'FleetMax',
      prop: 'max',
      value: ({ max }) => max,
      why: 'A fleet that may have none would never handle a message',
      fix: "Set 'max' to what your account and what the workers call can bear",
    },
  ),
  {
    id: 'FleetRange',
    prop: 'max',
    value: ({ max }) => max,
    holds: ({ min = 0, max }) => Token.isUnresolved(min) || max >= min,
    must: "at least 'min'",
    why: 'Auto Scaling refuses the group',
    fix: ({ min }) => `Set 'max' to ${min} or more, or lower 'min'`,
  },
  durationWithin(
    { min: 30, max: HALF_A_DAY_SECONDS, unit: 'seconds' },
    {
      id: 'FleetDrainTimeout',
      prop: 'drainTimeout',
      value: ({ drainTimeout }) => drainTimeout,
      why: 'A receive that is waiting must come back first, and SQS lets nobody work on a message for longer than 12 hours',
      fix: "Leave 'drainTimeout' out for three times 'processingTime'",
    },
  ),
  {
    id: 'FleetDrainBelowProcessing',
    prop: 'drainTimeout',
    value: ({ drainTimeout }) => drainTimeout,
    holds: ({ drainTimeout, processingTime }) =>
      (seconds(drainTimeout) ?? Number.POSITIVE_INFINITY) >= (seconds(processingTime) ?? 0),
    must: "at least 'processingTime'",
    why: 'Each scale-in would break off work and give it back, to be done again',
    fix: "Leave 'drainTimeout' out, or raise it",
  },
  durationWithin(
    { min: 30, max: HALF_A_DAY_SECONDS, unit: 'seconds' },
    {
      id: 'FleetHangTimeout',
      prop: 'hangTimeout',
      value: ({ hangTimeout }) => hangTimeout,
      why: 'A worker under load may be slow for some seconds, and SQS lets nobody work on a message for longer than 12 hours',
      fix: "Leave 'hangTimeout' out for three times 'processingTime', at least two minutes",
    },
  ),
  durationWithin(
    { min: 1, max: 86_400, unit: 'seconds' },
    {
      id: 'FleetProtection',
      prop: 'scaleInProtection.idleAfter',
      value: ({ scaleInProtection }) => scaleInProtection?.idleAfter,
      why: 'It is the time without a message after which the instance may be scaled in',
      fix: "Leave 'idleAfter' out for 60 seconds",
    },
  ),
  {
    id: 'FleetEnvironment',
    prop: 'environment',
    value: ({ environment }) => environment && Object.keys(environment),
    holds: ({ environment = {} }) =>
      Object.keys(environment).every((name) => VARIABLE.test(name) && !name.startsWith('SPILLWAY_')),
    must: "names of letters, digits and '_' that do not begin with 'SPILLWAY_'",
    why: 'systemd drops others without a word, and those of the package come on top',
    fix: 'Rename them',
  },
  {
    id: 'FleetEnvironmentSize',
    prop: 'environment',
    value: ({ environment }) => environment,
    holds: ({ environment = {} }) => environmentBytes(environment) <= ENVIRONMENT_BYTES,
    got: ({ environment = {} }) => `${environmentBytes(environment)} bytes`,
    must: `at most ${ENVIRONMENT_BYTES} bytes, names and values together`,
    why: `The launch template carries them, and EC2 takes ${MAX_USER_DATA_BYTES} bytes of user data`,
    fix: "Put what is large into a parameter or a bucket, and its name into 'environment'",
  },
  {
    id: 'FleetAlarmTopicKey',
    prop: 'alarms.topic',
    value: ({ alarms }) => (alarms === false ? undefined : aliasNameOf(alarms?.topic?.masterKey)),
    holds: ({ alarms }) => alarms === false || !isAwsManaged(alarms?.topic?.masterKey),
    must: "a topic that is not encrypted with AWS's own key",
    why: 'CloudWatch may not use that key, so the alarm would go off and nobody would hear of it',
    fix: 'Leave the key of the topic out, or give it a kms.Key of your own',
  },
  ...MACHINE_RULES,
];

function environmentBytes(environment: Readonly<Record<string, string>>): number {
  return Buffer.byteLength(Object.entries(environment).flat().join('\n'));
}
