import type { PutTargetsRequest, PutTargetsResponse } from '@aws-sdk/client-eventbridge';
import { MAX_TARGETS_PER_RULE } from '../../../../model/limits/events';
import type { Operation } from '../../service';
import { ruleAccess } from '../access';
import { limitExceeded, refuse } from '../errors';
import type { Events } from '../events-context';
import { requireDefaultBus } from '../rules';
import { readTarget } from '../target';

/** Adds targets to a rule or replaces those of the same id. Whether a queue takes the events shows when one comes. */
export const putTargets = ({ rules }: Events): Operation<PutTargetsRequest, PutTargetsResponse> => ({
  access: ({ Rule, Targets = [] }, request) => ({
    ...ruleAccess('events:PutTargets', Rule, request),
    context: { 'events:TargetArn': Targets.flatMap(({ Arn }) => Arn ?? []) },
  }),

  run({ Rule, EventBusName, Targets = [] }, request) {
    requireDefaultBus(EventBusName, request);
    const rule = rules.at(request, Rule);
    if (Targets.length === 0) throw refuse('targets', '[]', 'have length greater than or equal to 1');
    const targets = Targets.map((given) => readTarget(given, rule.identity));
    const ids = new Set([...rule.targets.keys(), ...targets.map(({ id }) => id)]);
    if (ids.size > MAX_TARGETS_PER_RULE) {
      throw limitExceeded(`A rule can have at most ${MAX_TARGETS_PER_RULE} targets, got ${ids.size}.`);
    }
    for (const target of targets) rule.targets.set(target.id, target);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
