import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import type { Operation, Request } from '../../service';
import { accessTo } from '../access';
import { useTopicKey } from '../encryption';
import { invalidBecause, invalidParameter, notOffered } from '../errors';
import { readNotification } from '../notification';
import { publish as publishTo } from '../publish';
import type { Sns } from '../sns-context';

export function publish(sns: Sns): Operation<PublishInput, PublishResponse> {
  const topicOf = (input: PublishInput, request: Request) => sns.topics.at(targetOf(input), request);
  return {
    access: (input, request) => accessTo(topicOf(input, request), 'sns:Publish'),

    precondition: (input, request) => useTopicKey(topicOf(input, request), request),

    run(input, request) {
      const topic = topicOf(input, request);
      const draft = readNotification(input, topic, 'messageAttributes');
      const { messageId, sequenceNumber } = publishTo(sns, topic, draft);
      return { MessageId: messageId, SequenceNumber: sequenceNumber };
    },
  };
}

function targetOf({ TopicArn, TargetArn, PhoneNumber }: PublishInput): string {
  if (PhoneNumber !== undefined) throw notOffered('text messages to phone numbers');
  if (TopicArn !== undefined && TargetArn !== undefined) {
    throw invalidBecause('TargetArn', 'Both TopicArn and TargetArn specified');
  }
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  if (arn.includes(':endpoint/')) {
    throw invalidBecause('TargetArn', 'No endpoint found for the target arn specified');
  }
  return arn;
}
