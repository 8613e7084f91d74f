import { eventBusArn, eventRuleArn } from '../../../model/arn';
import type { Access, Request } from '../service';
import { DEFAULT_BUS } from './rules';

/** The default bus has no policy of its own, nor have rules: only identity policies can allow it. */
export function ruleAccess(action: `events:${string}`, name: string | undefined, request: Request): Access {
  const { account, region } = request;
  return { action, resource: eventRuleArn({ account, region, name: name ?? '' }), account };
}

export function busAccess(
  action: `events:${string}`,
  { account, region }: Request,
  context?: Access['context'],
): Access {
  return { action, resource: eventBusArn({ account, region, name: DEFAULT_BUS }), account, context };
}
