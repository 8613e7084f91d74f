import type { DeleteFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service';
import { functionAccess } from '../access';
import type { LambdaContext } from '../service-context';

export const deleteFunction = (
  context: LambdaContext,
): Operation<DeleteFunctionCommandInput, { StatusCode: number }> => ({
  access: functionAccess(context, 'lambda:DeleteFunction'),
  run(input, request) {
    const { settings } = context.state.find(input.FunctionName ?? '', request);
    context.state.functions.delete(settings.arn);
    context.compute.retire(settings.arn);
    context.kernel.events.emit('lambda.function-deleted', { function: settings.name });
    return { StatusCode: 204 };
  },
});
