import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
} from '@aws-sdk/client-eventbridge';
import { compareKeys } from '../../page';
import type { Operation } from '../../service';
import { ruleAccess } from '../access';
import type { Events } from '../events-context';
import { eventsPage } from '../list-page';
import { requireDefaultBus } from '../rules';

export const listTargetsByRule = ({
  rules,
}: Events): Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> => ({
  access: ({ Rule }, request) => ruleAccess('events:ListTargetsByRule', Rule, request),
  run(input, request) {
    requireDefaultBus(input.EventBusName, request);
    const targets = [...rules.at(request, input.Rule).targets.values()].sort((a, b) => compareKeys(a.id, b.id));
    const { items, nextToken } = eventsPage(targets, input, ({ id }) => id);
    return { Targets: items.map(({ given }) => given), NextToken: nextToken };
  },
});

export const listRuleNamesByTarget = ({
  rules,
}: Events): Operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse> => ({
  access: (_input, request) => ruleAccess('events:ListRuleNamesByTarget', '*', request),
  run(input, request) {
    requireDefaultBus(input.EventBusName, request);
    const names = rules
      .of(request)
      .filter(({ targets }) => [...targets.values()].some(({ arn }) => arn === input.TargetArn))
      .map(({ name }) => name);
    const { items, nextToken } = eventsPage(names, input, (name) => name);
    return { RuleNames: [...items], NextToken: nextToken };
  },
});
