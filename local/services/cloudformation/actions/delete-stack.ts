import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { type CloudFormationContext, findStack, stackAccess } from '../context';
import { notImplemented } from '../errors';

/** "DeleteStack": of a stack that there is not, or not any more, nothing happens. */
export const deleteStack = (context: CloudFormationContext): Operation<DeleteStackInput, undefined> => ({
  access: ({ StackName }, request) => stackAccess(context, 'DeleteStack', StackName, request),

  run({ StackName, RoleARN, RetainResources = [], DeletionMode = 'STANDARD' }, request) {
    if (RoleARN !== undefined) throw notImplemented('RoleARN');
    if (RetainResources.length > 0) throw notImplemented('RetainResources');
    if (DeletionMode !== 'STANDARD') throw notImplemented(`DeletionMode ${DeletionMode}`);
    const { engine, kernel, changeSets } = context;
    const record = findStack(context, StackName, request);
    if (record === undefined || record.isDeleted) return undefined;
    const stack = engine.deployed.find(request, record.identity.stackName);
    if (stack !== undefined) engine.beginDeletion(stack, request.principal);
    else {
      // Rolled back, or in review: nothing of it is there.
      record.stackIs(kernel.clock.now(), 'DELETE_IN_PROGRESS', 'User Initiated');
      record.stackIs(kernel.clock.now(), 'DELETE_COMPLETE', undefined);
    }
    for (const set of changeSets.ofStack(record.identity.stackId)) changeSets.remove(set);
    return undefined;
  },
});
