import { parseArn } from '../../../model/arn';
import { MAX_RECEIVE_COUNT, MESSAGE_RETENTION, REDRIVE_ALLOW_SOURCE_QUEUES } from '../../../model/limits/sqs';
import { areDifferent, isFifoQueue } from '../template/queues';
import { listOf } from '../template/stack-template';
import { type Reader, reader, type TemplateRule } from '../template/template-rule';
import { shown, type Templates } from '../template/templates';
import { isKnown } from '../template/values';
import { location, rangeRule, resourceRule } from './rule-kinds';

const QUEUE = 'AWS::SQS::Queue';
const TARGET = ['RedrivePolicy', 'deadLetterTargetArn'] as const;

export const DEAD_LETTER_RULES: readonly TemplateRule[] = [
  rangeRule({
    id: 'MaxReceiveCount',
    type: QUEUE,
    path: ['RedrivePolicy', 'maxReceiveCount'],
    limit: MAX_RECEIVE_COUNT,
    consequence: 'SQS answers "Invalid value for maxReceiveCount, valid values are from 1 to 1000 both inclusive."',
    fix: "Set 'maxReceiveCount' to 5, which also survives throttled invocations",
  }),
  resourceRule({
    id: 'DeadLetterQueueKind',
    severity: 'error',
    title: 'A queue and its dead-letter queue are of one kind',
    types: [QUEUE],
    *judge(read, templates) {
      const own = read.flag(read.at('FifoQueue'));
      const other = isFifoQueue(read.text(read.at(...TARGET)), templates);
      if (own === undefined || other === undefined || own === other) return;
      yield {
        location: location(...TARGET),
        problem: `'deadLetterTargetArn' must be a ${kind(own)} queue like its source, got a ${kind(other)} queue`,
        consequence: 'SQS answers "Dead-letter queue must be same type of queue as the source."',
        fix: own ? "Add 'fifo: true' to the dead-letter queue" : 'Use a dead-letter queue without fifo',
      };
    },
  }),
  resourceRule({
    id: 'DeadLetterQueuePlace',
    severity: 'error',
    title: "A dead-letter queue is in its source's account and region",
    types: [QUEUE],
    *judge(read, templates) {
      const arn = read.text(read.at(...TARGET)) ?? '';
      const target = parseArn(arn);
      const own = parseArn(ownArn(read, templates));
      for (const part of ['region', 'account'] as const) {
        const [wanted, got] = [own?.[part] ?? '', target?.[part] ?? ''];
        if (target?.service !== 'sqs' || !isKnown(wanted) || !isKnown(got) || wanted === got) continue;
        yield {
          location: location(...TARGET),
          problem: `'deadLetterTargetArn' must be in the ${part} of its source, ${wanted}, got ${shown(arn)}`,
          consequence: 'SQS moves messages within one account and region only, and may refuse the redrive policy',
          fix: `Create the dead-letter queue beside its source, in ${part} ${wanted}`,
        };
      }
    },
  }),
  resourceRule({
    id: 'DeadLetterQueueItself',
    severity: 'error',
    title: 'A queue is not its own dead-letter queue',
    types: [QUEUE],
    *judge(read, templates) {
      if (read.text(read.at(...TARGET)) !== ownArn(read, templates)) return;
      yield {
        location: location(...TARGET),
        problem: "'deadLetterTargetArn' must be another queue, got the queue itself",
        consequence: 'CloudFormation answers "Circular dependency between resources"',
        fix: 'Create a second queue for the dead letters',
      };
    },
  }),
  resourceRule({
    id: 'DeadLetterRetention',
    severity: 'warning',
    title: 'A dead-letter queue keeps messages longer than its source',
    types: [QUEUE],
    *judge(read, templates) {
      const arn = read.text(read.at(...TARGET));
      const target = templates.byArn(arn);
      // FIFO queues begin the retention anew when they move a message.
      const isStandard = read.flag(read.at('FifoQueue')) === false && isFifoQueue(arn, templates) === false;
      if (target === undefined || !isStandard) return;
      const source = retention(read);
      const deadLetter = retention(reader(target, templates));
      if (source === undefined || deadLetter === undefined) return;
      if (deadLetter > source || deadLetter >= MESSAGE_RETENTION.max) return;
      yield {
        location: location(...TARGET),
        problem: `'MessageRetentionPeriod' of the dead-letter queue ${target.path} must be longer than the ${source} seconds of its source, got ${deadLetter}`,
        consequence:
          'A moved message keeps the time at which it was first sent, so it expires in the dead-letter queue early',
        fix: "Set 'retentionPeriod: Duration.days(14)' on the dead-letter queue",
      };
    },
  }),
  resourceRule({
    id: 'RedriveAllowed',
    severity: 'error',
    title: 'A dead-letter queue lets its source in',
    types: [QUEUE],
    *judge(read, templates) {
      const target = templates.byArn(read.text(read.at(...TARGET)));
      if (target === undefined) return;
      const policy = reader(target, templates);
      const permission = policy.known(policy.at('RedriveAllowPolicy', 'redrivePermission'));
      const sources = listOf(policy.at('RedriveAllowPolicy', 'sourceQueueArns')).map((arn) => policy.text(arn) ?? '');
      const own = ownArn(read, templates);
      const excluded = permission === 'byQueue' && sources.every((arn) => areDifferent(arn, own, templates));
      if (permission !== 'denyAll' && !excluded) return;
      yield {
        location: location(...TARGET),
        problem: `'deadLetterTargetArn' must be a queue that takes dead letters of ${read.resource.path}, got ${target.path}, whose RedriveAllowPolicy says ${permission}`,
        consequence: 'SQS refuses the redrive policy, and the stack does not deploy',
        fix: "Add this queue to 'sourceQueues' of the dead-letter queue's redriveAllowPolicy, or use RedrivePermission.ALLOW_ALL",
      };
    },
  }),
  resourceRule({
    id: 'RedriveAllowSources',
    severity: 'error',
    title: `byQueue names ${REDRIVE_ALLOW_SOURCE_QUEUES.min} to ${REDRIVE_ALLOW_SOURCE_QUEUES.max} source queues`,
    types: [QUEUE],
    *judge(read) {
      const sources = read.at('RedriveAllowPolicy', 'sourceQueueArns');
      const count = Array.isArray(sources) ? sources.length : 0;
      const permission = read.known(read.at('RedriveAllowPolicy', 'redrivePermission'));
      if (permission !== 'byQueue' || read.isUnknown(sources)) return;
      if (count >= REDRIVE_ALLOW_SOURCE_QUEUES.min && count <= REDRIVE_ALLOW_SOURCE_QUEUES.max) return;
      yield {
        location: location('RedriveAllowPolicy', 'sourceQueueArns'),
        problem: `'sourceQueueArns' must be 1 to ${REDRIVE_ALLOW_SOURCE_QUEUES.max} queues, got ${count}`,
        consequence: 'SQS refuses the redrive allow policy',
        fix: 'Use RedrivePermission.ALLOW_ALL, which lets in the queues of this account and region, or several dead-letter queues',
      };
    },
  }),
];

function ownArn(read: Reader, templates: Templates): string {
  return templates.attribute(read.resource, 'Arn');
}

function retention(read: Reader): number | undefined {
  const value = read.at('MessageRetentionPeriod');
  return value === undefined ? MESSAGE_RETENTION.default : read.number(value);
}

function kind(fifo: boolean): string {
  return fifo ? 'FIFO' : 'standard';
}
