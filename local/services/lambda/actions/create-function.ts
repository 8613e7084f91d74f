import type { CreateFunctionCommandInput, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { functionArn } from '../../../../model/arn';
import { FUNCTION_MEMORY, FUNCTION_TIMEOUT } from '../../../../model/limits/lambda';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { checkTrust } from '../check-trust';
import { locateCode } from '../code';
import { describeFunction } from '../describe';
import type { FunctionRecord } from '../model/function-record';
import { checkFunction, invalid } from '../model/function-rules';
import { passRoleAccess } from '../pass-role';
import type { LambdaContext } from '../service-context';

export const createFunction = (
  context: LambdaContext,
): Operation<CreateFunctionCommandInput, FunctionConfiguration> => ({
  access(input, request) {
    const resource = functionArn({ ...request, name: input.FunctionName ?? '' });
    return [
      { action: 'lambda:CreateFunction', resource, account: request.account },
      ...passRoleAccess(input.Role, resource, request),
    ];
  },

  async run(input, request) {
    const name = input.FunctionName ?? '';
    const shape = {
      name,
      runtime: input.Runtime,
      roleArn: input.Role,
      timeout: input.Timeout ?? FUNCTION_TIMEOUT.default,
      memorySize: input.MemorySize ?? FUNCTION_MEMORY.default,
      environment: input.Environment?.Variables ?? {},
    };
    checkFunction(shape);
    checkTrust(context, input.Role ?? '', request);
    if (input.PackageType === 'Image')
      throw invalid('The local cloud runs functions from zip packages, not from container images.');
    if ((input.Layers ?? []).length > 0)
      throw invalid('The local cloud does not offer layers yet: bundle what the function needs.');
    if (input.VpcConfig?.SubnetIds?.length)
      throw invalid('The local cloud has no networks for functions yet: leave VpcConfig out.');
    const code = await locateCode(input.Code ?? {}, request);
    const arn = functionArn({ ...request, name });
    if (context.state.functions.has(arn)) {
      throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 });
    }
    const record: FunctionRecord = {
      settings: {
        arn,
        name,
        account: request.account,
        region: request.region,
        roleArn: input.Role ?? '',
        codeDirectory: code.directory,
        handler: input.Handler ?? 'index.handler',
        timeout: shape.timeout,
        memorySize: shape.memorySize,
        environment: shape.environment,
        logGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
        revision: context.random.uuid(),
      },
      runtime: input.Runtime ?? 'nodejs22.x',
      description: input.Description ?? '',
      architecture: input.Architectures?.[0] ?? 'x86_64',
      lastModified: context.kernel.clock.now(),
      tags: input.Tags ?? {},
      reservedConcurrency: undefined,
      codeSha256: code.sha256,
      codeSize: code.size,
      loggingFormat: input.LoggingConfig?.LogFormat ?? 'Text',
    };
    context.state.functions.set(arn, record);
    context.kernel.events.emit('lambda.function-created', { function: name });
    return describeFunction(record);
  },
});
