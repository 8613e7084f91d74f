import type { ChangeSet } from './change-set';
import { ResourceFailure, StackFailure } from './failure';
import { sameJson } from './json';
import { checkExports, evaluateOutputs, type Outputs } from './outputs';
import { type DeployEnvironment, ResourceProvider } from './resource-provider';
import { StackEvents } from './stack-events';
import { type Leftovers, StackOperation } from './stack-operation';
import type { Stack, StackResource, StackStatus, Stacks } from './stacks';

/** Creates or updates the stack of a change set; `changed` is false when there was nothing to do. */
export async function deployStack(
  changes: ChangeSet,
  environment: DeployEnvironment,
  stacks: Stacks,
): Promise<{ stack: Stack; changed: boolean }> {
  const { identity } = changes.request;
  const existing = stacks.find(identity, identity.stackName);
  const events = new StackEvents(environment.kernel, identity, stacks.history);
  stacks.history.recordOf(identity, environment.kernel.clock.now()).request = changes.request;
  const provider = new ResourceProvider(environment, identity, events, changes.request.principal);
  let started = false;
  const start = () => {
    if (!started) events.stackIs(existing === undefined ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
    started = true;
  };
  if (existing === undefined) start();
  const operation = new StackOperation(changes, existing, provider, start);

  let outputs: Outputs;
  try {
    for (const definition of changes.order) await operation.apply(definition);
    outputs = evaluateOutputs(changes);
    checkExports(changes, outputs, existing, stacks);
  } catch (error) {
    start();
    throw await rollBack(error, operation, { changes, existing, events, stacks });
  }

  const changed =
    operation.changed ||
    existing === undefined ||
    !sameJson(
      [existing.outputs, existing.exports, existing.tags],
      [outputs.outputs, outputs.exports, changes.request.tags],
    );
  const status = existing === undefined ? 'CREATE_COMPLETE' : changed ? 'UPDATE_COMPLETE' : existing.status;
  const stack = describe(changes, status, changes.resources, outputs);
  stacks.put(stack);
  if (!changed) {
    events.stackIs(status, 'No updates are to be performed.');
    return { stack, changed };
  }
  start();
  if (existing !== undefined) events.stackIs('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const leftovers = await operation.cleanUp();
  const reason = leftovers.length > 0 ? 'Update successful. One or more resources could not be deleted.' : undefined;
  events.stackIs(status, reason);
  return { stack, changed };
}

interface Rollback {
  readonly changes: ChangeSet;
  readonly existing: Stack | undefined;
  readonly events: StackEvents;
  readonly stacks: Stacks;
}

async function rollBack(error: unknown, operation: StackOperation, rollback: Rollback): Promise<StackFailure> {
  const { changes, existing, events, stacks } = rollback;
  const { identity } = changes.request;
  const prefix = existing === undefined ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  const failures = error instanceof ResourceFailure ? [error] : [];
  events.stackIs(`${prefix}_IN_PROGRESS`, causeText(error));
  const unrestored = await operation.restore();
  if (existing !== undefined) events.stackIs('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const leftovers = await operation.deleteCreated();
  const undone = [...unrestored, ...leftovers.failures];
  // What an update created and cannot delete again no longer belongs to the stack; of a creation it does.
  const failed = existing === undefined ? undone : unrestored;
  const status: StackStatus = `${prefix}_${failed.length === 0 ? 'COMPLETE' : 'FAILED'}`;
  events.stackIs(status);
  if (existing !== undefined) stacks.put({ ...existing, status });
  else if (leftovers.remaining.length > 0) {
    const remaining = new Map(leftovers.remaining.map((resource) => [resource.logicalId, resource]));
    stacks.put(describe(changes, status, remaining, { outputs: {}, exports: {} }));
  }
  const action = existing === undefined ? 'created' : 'updated';
  const summary = `Stack ${identity.stackName} could not be ${action} (${status}).${keptText(leftovers)}`;
  const more = undone.filter((failure) => failure instanceof ResourceFailure);
  return new StackFailure(identity, status, summary, [...failures, ...more], error);
}

function keptText({ kept }: Leftovers): string {
  if (kept.length === 0) return '';
  const names = kept.map(({ logicalId, physicalId }) => `${logicalId} (${physicalId})`).join(', ');
  return ` Kept by their DeletionPolicy Retain: ${names}; RetainExceptOnCreate would have deleted them.`;
}

function causeText(error: unknown): string {
  if (error instanceof ResourceFailure) return `The following resource(s) failed: [${error.logicalId}].`;
  return error instanceof Error ? error.message : String(error);
}

function describe(
  { request, scope }: ChangeSet,
  status: StackStatus,
  resources: ReadonlyMap<string, StackResource>,
  { outputs, exports }: Outputs,
): Stack {
  const { identity, template, parameters, tags } = request;
  return { ...identity, status, template, parameters, tags, resources, outputs, exports, imports: [...scope.imports] };
}
