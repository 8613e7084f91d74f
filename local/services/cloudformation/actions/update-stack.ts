import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { changesOf, updatable } from '../begin-stack';
import { type CloudFormationContext, stackAccess } from '../context';
import { validationError } from '../errors';
import { changesNothing } from '../list-changes';

export const updateStack = (context: CloudFormationContext): Operation<UpdateStackInput, UpdateStackOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'UpdateStack', StackName, request),

  async run(input, request) {
    const existing = updatable(context, input.StackName ?? '', request);
    if (existing === undefined) throw validationError(`Stack [${input.StackName}] does not exist`);
    const { stackName } = existing;
    const changes = await changesOf(context, input, { stackName, existing }, request);
    if (changesNothing(changes, existing)) throw validationError('No updates are to be performed.');
    context.engine.begin(changes);
    return { StackId: existing.stackId };
  },
});
