import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import * as sqs from '@aws-sdk/client-sqs';
import { LabError } from '../contract/scene';
import type { Timers } from './timers';

/** From the package that the command belongs to: a learner's folder has no node_modules. */
const requirePackage = createRequire(__filename);
const sources = join(__dirname, '..', '..');
const inCheckout = existsSync(join(sources, 'lib', 'index.ts'));

const doors: Readonly<Record<string, string>> = {
  'cdk-spillway': 'lib',
  'cdk-spillway/consumer': 'consumer',
};

/** Bundled with the command: the first is an optional peer of the package, the second none at all. */
const clients: Readonly<Record<string, unknown>> = { '@aws-sdk/client-sqs': sqs, '@aws-sdk/client-s3': s3 };

/** What `import` finds in a learner's file. */
export function packageNamed(name: string, timers: Timers): unknown {
  const client = clients[name];
  if (client !== undefined) return client;
  if (/^(node:)?timers\/promises$/.test(name)) return promisedTimers(timers);
  const door = doors[name];
  const target = door !== undefined && inCheckout ? join(sources, door) : name;
  try {
    return requirePackage(target);
  } catch (error) {
    // Another module that is missing is the package's own affair.
    if (!String(error).includes(`Cannot find module '${target}'`)) throw error;
    throw new LabError(
      `The package '${name}' is not installed. Labs offer aws-cdk-lib, constructs, @aws-sdk/client-sqs, @aws-sdk/client-s3, cdk-spillway and Node's own modules. Do it with those; 'spillway labs doctor' says what is missing on this machine.`,
    );
  }
}

export const cdk = (): typeof import('aws-cdk-lib') => requirePackage('aws-cdk-lib');

/** What every stack needs, before somebody waits for it. */
export const preload = (): void => requirePackage('aws-cdk-lib/aws-sqs');

function promisedTimers({ setTimeout }: Timers) {
  const wait = (milliseconds?: number, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
  return { setTimeout: wait, scheduler: { wait } };
}
