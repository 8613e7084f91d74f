import { isTopicName } from '../../model/topic-name';
import type { Rule } from '../guard/rule';
import type { FanOutProps } from './fan-out-props';

/** Props that describe a new topic, and do nothing beside one that exists. */
const OF_NEW_TOPIC = ['topicName', 'fifo'] as const;

export const FAN_OUT_RULES: readonly Rule<FanOutProps>[] = [
  {
    id: 'FanOutQueues',
    prop: 'queues',
    value: ({ queues }) => queues,
    holds: ({ queues }) => Object.keys(queues).length > 0,
    must: 'at least one queue',
    why: 'A topic without subscribers drops what is published',
    fix: "Name the queues: 'queues: { Billing: {}, Shipping: {} }'",
  },
  {
    id: 'FanOutQueueNames',
    prop: 'queues',
    value: ({ queues }) => queues,
    holds: ({ queues }) => !('Topic' in queues),
    got: () => "one with the name 'Topic'",
    must: "queues with other names than 'Topic'",
    why: 'The topic itself has this name below the fan-out',
    fix: 'Name the queue after what its consumer does',
  },
  {
    id: 'FanOutTopicName',
    prop: 'topicName',
    value: ({ topicName }) => topicName,
    holds: ({ topicName = '', fifo }) => isTopicName(topicName, fifo === undefined ? 'standard' : 'fifo'),
    must: "1 to 256 letters, digits, hyphens and underscores, ending in '.fifo' with 'fifo' and only then",
    why: 'SNS answers "Invalid parameter: Topic Name"',
    fix: "Leave 'topicName' out: CloudFormation generates one",
  },
  ...OF_NEW_TOPIC.map(
    (prop): Rule<FanOutProps> => ({
      id: 'FanOutTopic',
      prop,
      value: (props) => props[prop],
      holds: ({ topic }) => topic === undefined,
      must: "left out beside 'topic'",
      why: 'It describes the topic that the fan-out makes, and this one exists already',
      fix: `Leave '${prop}' or 'topic' out`,
    }),
  ),
];
