import type { Principal } from '../../model/policy/request';
import { ResourceFailure, StackFailure } from './failure';
import { type DeployEnvironment, ResourceProvider } from './resource-provider';
import { StackEvents } from './stack-events';
import type { Stack, StackResource, Stacks } from './stacks';
import { validationError } from './template-error';

/** Deletes a stack's resources in the reverse of their creation's order. What cannot be deleted stays in the stack. */
export async function deleteStack(
  stack: Stack,
  environment: DeployEnvironment,
  stacks: Stacks,
  principal?: Principal,
): Promise<void> {
  refuseExportsInUse(stack, stacks);
  const events = new StackEvents(environment.kernel, stack, stacks.history);
  const provider = new ResourceProvider(environment, stack, events, principal);
  events.stackIs('DELETE_IN_PROGRESS');

  const failures: ResourceFailure[] = [];
  const kept = new Map<string, StackResource>();
  for (const resource of [...stack.resources.values()].reverse()) {
    if ([...kept.values()].some(({ dependencies }) => dependencies.includes(resource.logicalId))) {
      kept.set(resource.logicalId, resource);
      continue;
    }
    try {
      if (resource.deletionPolicy === 'Delete') await provider.delete(resource);
      else provider.keep(resource);
    } catch (error) {
      if (!(error instanceof ResourceFailure)) throw error;
      failures.push(error);
      kept.set(resource.logicalId, resource);
    }
  }

  if (failures.length === 0) {
    stacks.remove(stack);
    events.stackIs('DELETE_COMPLETE');
    return;
  }
  const names = failures.map(({ logicalId }) => logicalId).join(', ');
  const reason = `The following resource(s) failed to delete: [${names}].`;
  stacks.put({ ...stack, status: 'DELETE_FAILED', resources: new Map([...kept].reverse()) });
  events.stackIs('DELETE_FAILED', reason);
  throw new StackFailure(stack, 'DELETE_FAILED', `Stack ${stack.stackName} could not be deleted. ${reason}`, failures);
}

export function refuseExportsInUse(stack: Stack, stacks: Stacks): void {
  for (const name of Object.keys(stack.exports)) {
    const users = stacks.importersOf(stack, name);
    if (users.length === 0) continue;
    throw validationError(`Export ${name} cannot be deleted as it is in use by ${users.join(', ')}`);
  }
}
