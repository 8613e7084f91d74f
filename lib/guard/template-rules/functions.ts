import { MAPPING } from '../template/mappings';
import { reader, type TemplateRule } from '../template/template-rule';
import { shown } from '../template/templates';
import { location, resourceRule } from './rule-kinds';

const POLLED: readonly string[] = ['sqs', 'kinesis', 'dynamodb', 'kafka', 'mq', 'rds'];

const ASYNC_TARGETS = [
  ['DeadLetterConfig', 'TargetArn'],
  ['DestinationConfig', 'OnFailure', 'Destination'],
  ['DestinationConfig', 'OnSuccess', 'Destination'],
] as const;

export const FUNCTION_RULES: readonly TemplateRule[] = [
  resourceRule({
    id: 'MappingSource',
    severity: 'error',
    title: 'A mapping reads something that Lambda polls',
    types: [MAPPING],
    *judge(read) {
      const arn = read.text(read.at('EventSourceArn'));
      const service = arn === undefined ? undefined : /^arn:[^:⟦]+:([a-z0-9-]+):/.exec(arn)?.[1];
      if (service === undefined || POLLED.includes(service)) return;
      yield {
        location: location('EventSourceArn'),
        problem: `'EventSourceArn' must be the ARN of a queue, stream or broker, got ${shown(arn ?? '')}`,
        consequence: 'Lambda answers "Unrecognized event source"',
        fix:
          service === 'sns'
            ? 'Subscribe a queue to the topic and read that: queue.queueArn'
            : 'Use the ARN of the queue: queue.queueArn',
      };
    },
  }),
  resourceRule({
    id: 'FifoFunctionDeadLetterQueue',
    severity: 'error',
    title: "A function's own dead-letter queue and destinations are standard",
    types: ['AWS::Lambda::Function', 'AWS::Lambda::EventInvokeConfig'],
    *judge(read, templates) {
      for (const path of ASYNC_TARGETS) {
        const arn = read.text(read.at(...path));
        const queue = templates.byArn(arn);
        const name = arn !== undefined && /^arn:[^:]+:(sqs|sns):/.test(arn) && arn.endsWith('.fifo');
        const fifo =
          queue === undefined
            ? name
            : reader(queue, templates).flag(queue.properties['FifoQueue'] ?? queue.properties['FifoTopic']);
        if (fifo !== true) continue;
        yield {
          location: location(...path),
          problem: `'${path.at(-1)}' must be a standard queue, got the FIFO queue ${shown(arn ?? '')}`,
          consequence:
            'Lambda answers InvalidParameterValueException: it sends failed asynchronous events to standard queues only',
          fix: 'Use a standard queue here; a function that reads a queue needs none, since the queue has its own',
        };
      }
    },
  }),
];
