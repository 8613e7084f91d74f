import type { GetTopicAttributesInput, GetTopicAttributesResponse, SetTopicAttributesInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service';
import { onTopic } from '../access';
import { invalidParameter } from '../errors';
import type { Sns } from '../sns-context';
import { isPending } from '../subscription';
import { checkTopicAttribute, describeTopic } from '../topic-attributes';

export function getTopicAttributes(sns: Sns): Operation<GetTopicAttributesInput, GetTopicAttributesResponse> {
  return {
    access: onTopic(sns, 'sns:GetTopicAttributes'),
    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const subscriptions = sns.topics.subscriptionsOf(topic, sns.kernel.clock.now());
      const pending = subscriptions.filter(isPending).length;
      return { Attributes: describeTopic(topic, subscriptions.length - pending, pending) };
    },
  };
}

export function setTopicAttributes(sns: Sns): Operation<SetTopicAttributesInput> {
  return {
    access: onTopic(sns, 'sns:SetTopicAttributes'),
    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const { AttributeName: name = '', AttributeValue: text = '' } = input;
      // What a topic is, it stays.
      if (name === 'FifoTopic') throw invalidParameter('AttributeName');
      const value = checkTopicAttribute(name, text, topic.identity.fifo);
      const attributes = new Map(topic.attributes);
      if (value === '') attributes.delete(name);
      else attributes.set(name, value);
      topic.attributes = attributes;
      return undefined;
    },
  };
}
