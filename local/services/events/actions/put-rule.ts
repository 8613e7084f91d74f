import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { eventRuleArn } from '../../../../model/arn';
import { eventPattern } from '../../../../model/events/filter/event-pattern';
import { FilterPatternError } from '../../../../model/events/filter/filter-rule';
import { EVENT_NAME_PATTERN } from '../../../../model/limits/events';
import type { Operation } from '../../service';
import { ruleAccess } from '../access';
import { invalid, invalidPattern, notOffered, refuse } from '../errors';
import type { Events } from '../events-context';
import { EventRule, type RuleSettings } from '../rule';
import { requireDefaultBus } from '../rules';
import { withTags } from '../tags';

/** Creates a rule or replaces what an existing one wants; its targets and tags stay. */
export function putRule({ rules }: Events): Operation<PutRuleRequest, PutRuleResponse> {
  return {
    access: ({ Name }, request) => ruleAccess('events:PutRule', Name, request),

    run(input, request) {
      const { Name: name = '', Tags } = input;
      if (!EVENT_NAME_PATTERN.test(name))
        throw refuse('name', name, `satisfy regular expression pattern: ${EVENT_NAME_PATTERN.source}`);
      requireDefaultBus(input.EventBusName, request);
      const settings = settingsOf(input);
      const existing = rules.find(request, name);
      if (existing !== undefined) {
        existing.settings = settings;
        return { RuleArn: existing.arn };
      }
      const { account, region } = request;
      const rule = new EventRule({ name, arn: eventRuleArn({ account, region, name }), account, region }, settings);
      rule.tags = withTags(new Map(), Tags);
      rules.add(rule);
      return { RuleArn: rule.arn };
    },
  };
}

function settingsOf({
  EventPattern,
  ScheduleExpression,
  State = 'ENABLED',
  Description,
  RoleArn,
}: PutRuleRequest): RuleSettings {
  if (ScheduleExpression) throw notOffered('rules with a schedule (ScheduleExpression)');
  if (RoleArn !== undefined) throw notOffered('RoleArn of a rule');
  if (!EventPattern) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (State !== 'ENABLED' && State !== 'DISABLED') throw notOffered(`the state ${State} of a rule`);
  return { eventPattern: EventPattern, matches: readPattern(EventPattern), state: State, description: Description };
}

export function readPattern(text: string): RuleSettings['matches'] {
  try {
    return eventPattern(text);
  } catch (error) {
    throw error instanceof FilterPatternError ? invalidPattern(error.message) : error;
  }
}
