import type { StackResult } from '../../../local';
import { catalogueApp } from '../../stacks/catalogue-app';

/** What the command needs to know of the deployed reference app. */
export interface ReferenceApp {
  readonly uploads: string;
  readonly catalogue: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly logGroup: string;
}

/** Writes the reference app's cloud assembly into `directory`. */
export function synthesize(directory: string): string {
  return catalogueApp(directory).synth().directory;
}

export function referenceApp(stacks: readonly StackResult[]): ReferenceApp {
  const outputs: Readonly<Record<string, string | undefined>> = stacks[0]?.outputs ?? {};
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`The reference app's stack has no output '${name}'.`);
    return value;
  };
  return {
    uploads: output('UploadsBucketName'),
    catalogue: output('CatalogueBucketName'),
    queueUrl: output('QueueUrl'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
    logGroup: output('LogGroupName'),
  };
}
