import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import { topicArn } from '../../../../model/arn';
import { isTopicName } from '../../../../model/topic-name';
import type { Operation, Request } from '../../service';
import { invalidBecause, invalidParameter, notOffered } from '../errors';
import type { Sns } from '../sns-context';
import { tagList, withTags } from '../tags';
import { Topic } from '../topic';
import { readTopicAttributes } from '../topic-attributes';

export function createTopic({ topics }: Sns): Operation<CreateTopicInput, CreateTopicResponse> {
  const arnOf = ({ Name = '' }: CreateTopicInput, { account, region }: Request) =>
    topicArn({ account, region, name: Name });
  return {
    access: (input, request) => ({
      action: 'sns:CreateTopic',
      resource: arnOf(input, request),
      account: request.account,
    }),

    run(input, request) {
      const { Name = '', Attributes = {} } = input;
      const fifo = Attributes['FifoTopic']?.toLowerCase() === 'true';
      if (!isTopicName(Name, fifo ? 'fifo' : 'standard')) throw invalidParameter('Topic Name');
      if (input.DataProtectionPolicy !== undefined) throw notOffered('data protection policies');
      const arn = arnOf(input, request);
      const attributes = readTopicAttributes(Attributes, fifo);
      const tags = withTags(new Map(), input.Tags);
      const existing = topics.find(arn);
      if (existing === undefined) {
        const { account, region } = request;
        topics.add(new Topic({ arn, name: Name, account, region, fifo }, attributes, tags));
        return { TopicArn: arn };
      }
      for (const [name, value] of attributes) {
        if (existing.attributes.get(name) !== value) {
          throw invalidBecause('Attributes', 'Topic already exists with different attributes');
        }
      }
      if (input.Tags !== undefined && JSON.stringify(tagList(tags)) !== JSON.stringify(tagList(existing.tags))) {
        throw invalidBecause('Tags', 'Topic already exists with different tags');
      }
      return { TopicArn: arn };
    },
  };
}
