import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { LocalCloud, StackResult } from '../../local';
import { LabError } from '../contract/scene';
import type { Code } from './code';
import { cdk } from './packages';

/** The id of the learner's stack in its app, after which the assembly's files are named. */
export const STACK_ID = 'Lab';

type StackClass = new (scope: Construct, id: string) => Stack;

/** Synthesizes `LabStack` of the learner's stack.ts and deploys it, as `cdk deploy` does. */
export async function deploy(cloud: LocalCloud, code: Code): Promise<StackResult> {
  const [deployed] = await cloud.deploy(synthesize(code, join(cloud.kernel.directory, 'assembly')));
  if (deployed === undefined) throw new Error('The app has no stack.');
  return deployed;
}

/**
 * Writes the cloud assembly of the learner's stack, which is its only one.
 * @param assetBucket where functions' code will be. @default - the account's bootstrap bucket
 */
export function synthesize(code: Code, outdir: string, assetBucket?: string): string {
  const { App, DefaultStackSynthesizer } = cdk();
  const app = new App({
    outdir,
    ...(assetBucket === undefined
      ? {}
      : {
          defaultStackSynthesizer: new DefaultStackSynthesizer({
            fileAssetsBucketName: assetBucket,
            generateBootstrapVersionRule: false,
          }),
        }),
    analyticsReporting: false,
    // Takes a second to start, and a learner waits for the answer.
    builtinCloudFormationValidation: false,
  });
  const LabStack: unknown = code.exported('stack.ts', 'LabStack');
  if (!isStackClass(LabStack))
    throw new LabError("'LabStack' in stack.ts must be a class that extends Stack: it is what is deployed.");
  new LabStack(app, STACK_ID);
  return app.synth().directory;
}

const isStackClass = (value: unknown): value is StackClass =>
  typeof value === 'function' && value.prototype instanceof cdk().Stack;
