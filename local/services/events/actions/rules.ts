import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  ListRulesRequest,
  ListRulesResponse,
  Rule,
} from '@aws-sdk/client-eventbridge';
import type { Operation, Request } from '../../service';
import { ruleAccess } from '../access';
import { invalid } from '../errors';
import type { Events } from '../events-context';
import { eventsPage } from '../list-page';
import type { EventRule } from '../rule';
import { DEFAULT_BUS, requireDefaultBus } from '../rules';

interface OnRule {
  readonly Name: string | undefined;
  readonly EventBusName?: string;
}

/** An operation on one rule, which must exist. */
function onRule<Input extends OnRule, Output extends object | undefined>(
  { rules }: Events,
  action: `events:${string}`,
  run: (rule: EventRule) => Output,
): Operation<Input, Output> {
  return {
    access: ({ Name }, request) => ruleAccess(action, Name, request),
    run: ({ Name, EventBusName }, request) => {
      requireDefaultBus(EventBusName, request);
      return run(rules.at(request, Name));
    },
  };
}

export const describeRule = (events: Events): Operation<DescribeRuleRequest, DescribeRuleResponse> =>
  onRule(events, 'events:DescribeRule', (rule) => ({ ...describe(rule), CreatedBy: rule.identity.account }));

export const enableRule = (events: Events): Operation<OnRule, undefined> => changeState(events, 'ENABLED');
export const disableRule = (events: Events): Operation<OnRule, undefined> => changeState(events, 'DISABLED');

function changeState(events: Events, state: 'ENABLED' | 'DISABLED'): Operation<OnRule, undefined> {
  const action = state === 'ENABLED' ? 'events:EnableRule' : 'events:DisableRule';
  return onRule(events, action, (rule) => {
    rule.settings = { ...rule.settings, state };
    return undefined;
  });
}

/** A rule that is not there is deleted with success. */
export const deleteRule = ({ rules }: Events): Operation<DeleteRuleRequest, undefined> => ({
  access: ({ Name }, request) => ruleAccess('events:DeleteRule', Name, request),
  run: ({ Name = '', EventBusName }, request) => {
    requireDefaultBus(EventBusName, request);
    const rule = rules.find(request, Name);
    if (rule === undefined) return undefined;
    if (rule.targets.size > 0) throw invalid("Rule can't be deleted since it has targets.");
    rules.delete(rule);
    return undefined;
  },
});

export const listRules = ({ rules }: Events): Operation<ListRulesRequest, ListRulesResponse> => ({
  access: (_input, request: Request) => ruleAccess('events:ListRules', '*', request),
  run: (input, request) => {
    requireDefaultBus(input.EventBusName, request);
    const wanted = rules.of(request).filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
    const { items, nextToken } = eventsPage(wanted, input, ({ name }) => name);
    return { Rules: items.map(describe), NextToken: nextToken };
  },
});

function describe({ name, arn, settings }: EventRule): Rule {
  return {
    Name: name,
    Arn: arn,
    EventPattern: settings.eventPattern,
    State: settings.state,
    Description: settings.description,
    EventBusName: DEFAULT_BUS,
  };
}
