import type {
  FunctionConfiguration,
  UpdateFunctionCodeCommandInput,
  UpdateFunctionConfigurationCommandInput,
} from '@aws-sdk/client-lambda';
import type { FunctionSettings } from '../../../compute/function';
import type { Operation } from '../../service';
import { functionAccess } from '../access';
import { checkTrust } from '../check-trust';
import { locateCode } from '../code';
import { describeFunction } from '../describe';
import type { FunctionRecord } from '../model/function-record';
import { checkFunction } from '../model/function-rules';
import { passRoleAccess } from '../pass-role';
import type { LambdaContext } from '../service-context';

export const updateFunctionCode = (
  context: LambdaContext,
): Operation<UpdateFunctionCodeCommandInput, FunctionConfiguration> => ({
  access: functionAccess(context, 'lambda:UpdateFunctionCode'),
  async run(input, request) {
    const code = await locateCode(input, request);
    const record = context.state.find(input.FunctionName ?? '', request);
    return replace(
      context,
      record,
      { codeDirectory: code.directory },
      { codeSha256: code.sha256, codeSize: code.size },
    );
  },
});

export const updateFunctionConfiguration = (
  context: LambdaContext,
): Operation<UpdateFunctionConfigurationCommandInput, FunctionConfiguration> => ({
  access(input, request) {
    const access = functionAccess(context, 'lambda:UpdateFunctionConfiguration')(input, request);
    return [access, ...passRoleAccess(input.Role, access.resource, request)];
  },
  run(input, request) {
    const record = context.state.find(input.FunctionName ?? '', request);
    const { settings } = record;
    const changed = {
      roleArn: input.Role ?? settings.roleArn,
      handler: input.Handler ?? settings.handler,
      timeout: input.Timeout ?? settings.timeout,
      memorySize: input.MemorySize ?? settings.memorySize,
      environment: input.Environment === undefined ? settings.environment : (input.Environment.Variables ?? {}),
      logGroup: input.LoggingConfig?.LogGroup ?? settings.logGroup,
    };
    checkFunction({ ...changed, name: settings.name, runtime: input.Runtime ?? record.runtime });
    if (input.Role !== undefined) checkTrust(context, input.Role, request);
    return replace(context, record, changed, {
      runtime: input.Runtime ?? record.runtime,
      description: input.Description ?? record.description,
      loggingFormat: input.LoggingConfig?.LogFormat ?? record.loggingFormat,
    });
  },
});

function replace(
  { state, compute, kernel, random }: LambdaContext,
  record: FunctionRecord,
  settings: Partial<FunctionSettings>,
  rest: Partial<FunctionRecord>,
): FunctionConfiguration {
  const revision = random.uuid();
  const changed: FunctionRecord = {
    ...record,
    ...rest,
    settings: { ...record.settings, ...settings, revision },
    lastModified: kernel.clock.now(),
  };
  state.functions.set(record.settings.arn, changed);
  compute.retire(record.settings.arn, revision);
  kernel.events.emit('lambda.function-updated', { function: record.settings.name });
  return describeFunction(changed);
}
