import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { accessTo } from '../access';
import type { Sns } from '../sns-context';

/** Deleting a topic that is gone already succeeds. */
export function deleteTopic({ topics }: Sns): Operation<DeleteTopicInput> {
  return {
    access(input, request) {
      try {
        return accessTo(topics.at(input.TopicArn, request), 'sns:DeleteTopic');
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== 'NotFound') throw error;
        return { action: 'sns:DeleteTopic', resource: input.TopicArn ?? '', account: request.account };
      }
    },

    run({ TopicArn = '' }) {
      const topic = topics.find(TopicArn);
      if (topic !== undefined) topics.delete(topic);
      return undefined;
    },
  };
}
