import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { changesOf } from '../begin-stack';
import { type CloudFormationContext, findStack, stackAccess } from '../context';
import { alreadyExists } from '../errors';

/** Answers when the creation has begun. */
export const createStack = (context: CloudFormationContext): Operation<CreateStackInput, CreateStackOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'CreateStack', StackName, request),

  async run(input, request) {
    const { StackName: stackName = '' } = input;
    if (findStack(context, stackName, request) !== undefined) throw alreadyExists(stackName);
    const changes = await changesOf(context, input, { stackName }, request);
    context.engine.begin(changes);
    return { StackId: changes.request.identity.stackId };
  },
});
