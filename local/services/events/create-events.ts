import type { Kernel } from '../../kernel/kernel';
import type { Router, Service } from '../service';
import { describeEventBus, listEventBuses } from './actions/event-buses';
import { putEvents } from './actions/put-events';
import { putRule } from './actions/put-rule';
import { putTargets } from './actions/put-targets';
import { removeTargets } from './actions/remove-targets';
import { listTagsForResource, tagResource, untagResource } from './actions/rule-tags';
import { listRuleNamesByTarget, listTargetsByRule } from './actions/rule-targets';
import { deleteRule, describeRule, disableRule, enableRule, listRules } from './actions/rules';
import { testEventPattern } from './actions/test-event-pattern';
import { Delivery } from './delivery';
import { EventBuses, type EventIntake } from './event-buses';
import type { Events } from './events-context';
import { Rules } from './rules';

/** Amazon EventBridge: the default bus of every account, rules with event patterns, queues as their targets. */
export function createEvents(
  kernel: Kernel,
  router: Router,
): { readonly service: Service; readonly intake: EventIntake } {
  const random = kernel.random.fork('events');
  const rules = new Rules();
  const buses = new EventBuses(kernel, rules, new Delivery(kernel, router, random.fork('retry')), random);
  const events: Events = { kernel, random, rules, buses };
  return { service: { name: 'events', operations: operationsOf(events) }, intake: buses };
}

function operationsOf(events: Events): Service['operations'] {
  return {
    DeleteRule: deleteRule(events),
    DescribeEventBus: describeEventBus(),
    DescribeRule: describeRule(events),
    DisableRule: disableRule(events),
    EnableRule: enableRule(events),
    ListEventBuses: listEventBuses(),
    ListRuleNamesByTarget: listRuleNamesByTarget(events),
    ListRules: listRules(events),
    ListTagsForResource: listTagsForResource(events),
    ListTargetsByRule: listTargetsByRule(events),
    PutEvents: putEvents(events),
    PutRule: putRule(events),
    PutTargets: putTargets(events),
    RemoveTargets: removeTargets(events),
    TagResource: tagResource(events),
    TestEventPattern: testEventPattern(),
    UntagResource: untagResource(events),
  };
}
