import type { StackResult } from '../../../../local';

/** What the command needs to know of the deployed video app. */
export interface VideoOutputs {
  readonly jobsUrl: string;
  readonly videos: string;
  readonly previews: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly groupName: string;
  readonly logGroup: string;
}

export function videoOutputs(stacks: readonly StackResult[]): VideoOutputs {
  const outputs: Readonly<Record<string, string | undefined>> = stacks[0]?.outputs ?? {};
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`The video app's stack has no output '${name}'.`);
    return value;
  };
  return {
    jobsUrl: output('JobsUrl'),
    videos: output('VideosBucketName'),
    previews: output('PreviewsBucketName'),
    queueUrl: output('QueueUrl'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
    groupName: output('GroupName'),
    logGroup: output('LogGroupName'),
  };
}
