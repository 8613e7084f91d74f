import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { changeSetArn } from '../../../../model/arn';
import type { Operation } from '../../service';
import { changesOf, updatable } from '../begin-stack';
import { type CloudFormationContext, findStack, stackAccess, stackName } from '../context';
import { alreadyExists, notImplemented, validationError } from '../errors';
import { changesNothing, listChanges } from '../list-changes';

/** Of the type CREATE it also makes the stack, which then waits in review without any resources. */
export const createChangeSet = (
  context: CloudFormationContext,
): Operation<CreateChangeSetInput, CreateChangeSetOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'CreateChangeSet', StackName, request),

  async run(input, request) {
    const { engine, kernel, changeSets, random } = context;
    const { ChangeSetName: name = '', ChangeSetType: type = 'UPDATE', Description: description } = input;
    if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
      throw validationError(
        `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    if (type === 'IMPORT') throw notImplemented('ChangeSetType IMPORT');
    const record = findStack(context, input.StackName, request);
    const existing = updatable(context, input.StackName ?? '', request);
    if (type === 'UPDATE' && existing === undefined) throw validationError(`Stack [${input.StackName}] does not exist`);
    if (type === 'CREATE' && existing !== undefined) {
      throw validationError(
        `Stack [${existing.stackName}] already exists and cannot be created again with the changeSet [${name}].`,
      );
    }
    if (changeSets.find(name, record?.identity.stackId) !== undefined) throw alreadyExists(name);
    const target = {
      stackName: existing?.stackName ?? stackName(input.StackName),
      stackId: record?.identity.stackId,
      existing,
    };
    const changes = await changesOf(context, input, target, request);
    const { identity } = changes.request;
    const now = kernel.clock.now();
    if (existing === undefined && record === undefined) {
      engine.deployed.history.recordOf(identity, now).stackIs(now, 'REVIEW_IN_PROGRESS', 'User Initiated');
    }
    const id = changeSetArn({ ...identity, name, id: random.uuid() });
    const list = listChanges(changes, existing);
    const isEmpty = changesNothing(changes, existing);
    changeSets.put({ id, name, description, type, createdAt: now, changes, list, isEmpty });
    return { Id: id, StackId: identity.stackId };
  },
});
