import type {
  DeleteFunctionConcurrencyCommandInput,
  GetFunctionConcurrencyCommandInput,
  PutFunctionConcurrencyCommandInput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../service';
import { functionAccess } from '../access';
import type { LambdaContext } from '../service-context';

interface Concurrency {
  readonly ReservedConcurrentExecutions?: number;
}

const reserve = ({ state }: LambdaContext, arn: string, reservedConcurrency: number | undefined): void => {
  const record = state.functions.get(arn);
  if (record !== undefined) state.functions.set(arn, { ...record, reservedConcurrency });
};

export const putFunctionConcurrency = (
  context: LambdaContext,
): Operation<PutFunctionConcurrencyCommandInput, Concurrency> => ({
  access: functionAccess(context, 'lambda:PutFunctionConcurrency'),
  run(input, request) {
    const { settings } = context.state.find(input.FunctionName ?? '', request);
    reserve(context, settings.arn, input.ReservedConcurrentExecutions);
    return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
  },
});

export const getFunctionConcurrency = (
  context: LambdaContext,
): Operation<GetFunctionConcurrencyCommandInput, Concurrency> => ({
  access: functionAccess(context, 'lambda:GetFunctionConcurrency'),
  run: (input, request) => ({
    ReservedConcurrentExecutions: context.state.find(input.FunctionName ?? '', request).reservedConcurrency,
  }),
});

export const deleteFunctionConcurrency = (
  context: LambdaContext,
): Operation<DeleteFunctionConcurrencyCommandInput, undefined> => ({
  access: functionAccess(context, 'lambda:DeleteFunctionConcurrency'),
  run(input, request) {
    reserve(context, context.state.find(input.FunctionName ?? '', request).settings.arn, undefined);
    return undefined;
  },
});
