import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../service';
import { accountAccess } from '../access';
import { snsPage } from '../list-page';
import type { Sns } from '../sns-context';

export function listTopics({ topics }: Sns): Operation<ListTopicsInput, ListTopicsResponse> {
  return {
    access: (_input, request) => accountAccess('sns:ListTopics', request),
    run(input, request) {
      const { items, nextToken } = snsPage(topics.owned(request), input.NextToken, ({ arn }) => arn);
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: nextToken };
    },
  };
}
