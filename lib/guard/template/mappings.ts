import { parseArn } from '../../../model/arn';
import { isFifoQueue } from './queues';
import type { Resource } from './stack-template';
import { type Reader, reader } from './template-rule';
import type { Templates } from './templates';

/** An event source mapping that reads a queue. */
export interface QueueMapping {
  readonly read: Reader;
  readonly queueArn: string;
  readonly queue: Resource | undefined;
  readonly isFifo: boolean | undefined;
  /** As far as these stacks create it. */
  readonly fn: Resource | undefined;
  readonly functionName: string;
}

export const MAPPING = 'AWS::Lambda::EventSourceMapping';

export function queueMappings(templates: Templates): readonly QueueMapping[] {
  return templates.ofType(MAPPING).flatMap((resource) => {
    const read = reader(resource, templates);
    const queueArn = read.text(read.at('EventSourceArn')) ?? '';
    if (parseArn(queueArn)?.service !== 'sqs') return [];
    const functionName = read.text(read.at('FunctionName')) ?? '';
    return [
      {
        read,
        queueArn,
        queue: templates.byArn(queueArn),
        isFifo: isFifoQueue(queueArn, templates),
        functionName,
        fn: functionOf(functionName, templates),
      },
    ];
  });
}

/** By name or ARN, with or without a version or alias. */
function functionOf(name: string, templates: Templates): Resource | undefined {
  return templates.ofType('AWS::Lambda::Function').find((fn) => {
    const names = [templates.attribute(fn, 'Ref'), templates.attribute(fn, 'Arn')];
    return names.some((own) => name === own || name.startsWith(`${own}:`));
  });
}
