import type { RemoveTargetsRequest, RemoveTargetsResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service';
import { ruleAccess } from '../access';
import type { Events } from '../events-context';
import { requireDefaultBus } from '../rules';

export const removeTargets = ({ rules }: Events): Operation<RemoveTargetsRequest, RemoveTargetsResponse> => ({
  access: ({ Rule }, request) => ruleAccess('events:RemoveTargets', Rule, request),
  run({ Rule, EventBusName, Ids = [] }, request) {
    requireDefaultBus(EventBusName, request);
    const { targets } = rules.at(request, Rule);
    const missing = Ids.filter((id) => !targets.delete(id));
    return {
      FailedEntryCount: missing.length,
      FailedEntries: missing.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule ${Rule} does not have target(s) with the given id.`,
      })),
    };
  },
});
