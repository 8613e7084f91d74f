import { parseArn } from '../../../model/arn';
import { isTopicName } from '../../../model/topic-name';
import { subscriptions } from '../template/deliveries';
import { isFifoQueue, isFifoTopic } from '../template/queues';
import type { TemplateRule } from '../template/template-rule';
import { shown } from '../template/templates';
import { isKnown } from '../template/values';
import { location, resourceRule } from './rule-kinds';

export const TOPIC_RULES: readonly TemplateRule[] = [
  resourceRule({
    id: 'TopicName',
    severity: 'error',
    title: 'A topic has a name that SNS takes for its kind',
    types: ['AWS::SNS::Topic'],
    *judge(read) {
      const name = read.known(read.at('TopicName'));
      const fifo = read.flag(read.at('FifoTopic'));
      if (name === undefined || fifo === undefined || isTopicName(name, fifo ? 'fifo' : 'standard')) return;
      yield {
        location: location('TopicName'),
        problem: `'TopicName' must be 1 to 256 letters, digits, hyphens and underscores, ending in '.fifo' on a FIFO topic and on no other, got '${name}'`,
        consequence: 'SNS answers "Invalid parameter: Topic Name"',
        fix: 'Change it, or leave it out and CloudFormation generates one',
      };
    },
  }),
  {
    id: 'StandardTopicToFifoQueue',
    severity: 'error',
    title: 'Only FIFO topics send to FIFO queues',
    *judge(templates) {
      for (const { resource, location, topicArn, protocol, endpoint } of subscriptions(templates)) {
        if (protocol !== 'sqs' || isFifoTopic(topicArn, templates) !== false) continue;
        if (isFifoQueue(endpoint, templates) !== true) continue;
        yield {
          resource,
          location,
          problem: `'Endpoint' must be a standard queue on the standard topic ${shown(topicArn)}, got the FIFO queue ${shown(endpoint)}`,
          consequence: 'SNS answers "FIFO SQS Queues can not be subscribed to standard SNS topics"',
          fix: "Make the topic FIFO ('fifo: true', a name that ends in '.fifo'), or subscribe a standard queue",
        };
      }
    },
  },
  resourceRule({
    id: 'SubscriptionDeadLetterQueueKind',
    severity: 'error',
    title: 'A subscription and its dead-letter queue are of one kind',
    types: ['AWS::SNS::Subscription'],
    *judge(read, templates) {
      const topic = isFifoTopic(read.text(read.at('TopicArn')), templates);
      const endpoint = isFifoQueue(read.text(read.at('Endpoint')), templates);
      const target = isFifoQueue(read.text(read.at('RedrivePolicy', 'deadLetterTargetArn')), templates);
      // A standard queue behind a FIFO topic is a standard subscription.
      const fifo = topic === false ? false : topic === true ? endpoint : undefined;
      if (fifo === undefined || target === undefined || fifo === target) return;
      yield {
        location: location('RedrivePolicy', 'deadLetterTargetArn'),
        problem: `'deadLetterTargetArn' must be a ${fifo ? 'FIFO' : 'standard'} queue for this subscription, got a ${target ? 'FIFO' : 'standard'} queue`,
        consequence: fifo
          ? 'SNS answers "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."'
          : 'SNS refuses the redrive policy',
        fix: fifo ? "Add 'fifo: true' to the dead-letter queue" : 'Use a dead-letter queue without fifo',
      };
    },
  }),
  {
    id: 'SubscriptionEndpoint',
    severity: 'error',
    title: "A subscription of a queue names the queue's ARN",
    *judge(templates) {
      for (const { resource, location, protocol, endpoint } of subscriptions(templates)) {
        const service = parseArn(endpoint)?.service ?? endpoint.slice(0, 1);
        if (protocol !== 'sqs' || service === 'sqs' || !isKnown(service)) continue;
        yield {
          resource,
          location,
          problem: `'Endpoint' must be the ARN of a queue with the protocol sqs, got ${shown(endpoint)}`,
          consequence: 'SNS answers "Invalid parameter: SQS endpoint ARN"',
          fix: "Use the queue's ARN: queue.queueArn",
        };
      }
    },
  },
];
