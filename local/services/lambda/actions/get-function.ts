import type {
  FunctionConfiguration,
  GetFunctionCommandInput,
  GetFunctionConfigurationCommandInput,
  GetFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../service';
import { functionAccess } from '../access';
import { describeFunction } from '../describe';
import type { LambdaContext } from '../service-context';

export const getFunction = (context: LambdaContext): Operation<GetFunctionCommandInput, GetFunctionResponse> => ({
  access: functionAccess(context, 'lambda:GetFunction'),
  run(input, request) {
    const record = context.state.find(input.FunctionName ?? '', request);
    const { reservedConcurrency } = record;
    return {
      Configuration: describeFunction(record),
      Code: { RepositoryType: 'S3', Location: `file://${record.settings.codeDirectory}` },
      Tags: { ...record.tags },
      Concurrency:
        reservedConcurrency === undefined ? undefined : { ReservedConcurrentExecutions: reservedConcurrency },
    };
  },
});

export const getFunctionConfiguration = (
  context: LambdaContext,
): Operation<GetFunctionConfigurationCommandInput, FunctionConfiguration> => ({
  access: functionAccess(context, 'lambda:GetFunctionConfiguration'),
  run: (input, request) => describeFunction(context.state.find(input.FunctionName ?? '', request)),
});
