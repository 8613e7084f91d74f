import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { LocalCloud, StackResult } from '../../local';
import { LabError } from '../contract/scene';
import type { Code } from './code';
import { cdk } from './packages';

type StackClass = new (scope: Construct, id: string) => Stack;

/** Synthesizes `LabStack` of the learner's stack.ts and deploys it, as `cdk deploy` does. */
export async function deploy(cloud: LocalCloud, code: Code): Promise<StackResult> {
  const { App } = cdk();
  const app = new App({
    outdir: join(cloud.kernel.directory, 'assembly'),
    analyticsReporting: false,
    // Takes a second to start, and a learner waits for the answer.
    builtinCloudFormationValidation: false,
  });
  const LabStack: unknown = code.exported('stack.ts', 'LabStack');
  if (!isStackClass(LabStack))
    throw new LabError("'LabStack' in stack.ts must be a class that extends Stack: it is what is deployed.");
  new LabStack(app, 'Lab');
  const [deployed] = await cloud.deploy(app.synth().directory);
  if (deployed === undefined) throw new Error('The app has no stack.');
  return deployed;
}

const isStackClass = (value: unknown): value is StackClass =>
  typeof value === 'function' && value.prototype instanceof cdk().Stack;
