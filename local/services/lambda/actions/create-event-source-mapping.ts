import type { CreateEventSourceMappingCommandInput, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { functionAccess } from '../access';
import { checkQueue } from '../check-queue';
import { describeMapping } from '../event-source-mapping';
import { readMapping } from '../model/mapping-rules';
import type { Pollers } from '../pollers';
import type { LambdaContext } from '../service-context';

export const createEventSourceMapping = (
  context: LambdaContext,
  pollers: Pollers,
): Operation<CreateEventSourceMappingCommandInput, EventSourceMappingConfiguration> => ({
  access: (input, request) => ({
    ...functionAccess(context, 'lambda:CreateEventSourceMapping')(input, request),
    // IAM knows this action on mappings only, whose names do not exist yet ("Actions, resources, and condition keys").
    resource: '*',
  }),

  async run(input, request) {
    const record = context.state.find(input.FunctionName ?? '', request);
    const mapping = readMapping(input, {
      uuid: context.random.uuid(),
      account: request.account,
      region: request.region,
      functionArn: record.settings.arn,
      lastModified: context.kernel.clock.now(),
    });
    const existing = [...context.state.mappings.values()].find(
      (other) => other.queueArn === mapping.queueArn && other.functionArn === mapping.functionArn,
    );
    if (existing !== undefined) {
      throw new AwsError(
        'ResourceConflictException',
        `An event source mapping with SQS arn (" ${mapping.queueArn} ") and function (" ${record.settings.name} ") already exists. Please update or delete the existing mapping with UUID ${existing.uuid}`,
        { status: 409 },
      );
    }
    await checkQueue(context, record, mapping);
    pollers.set(mapping);
    return describeMapping(mapping, 'Creating');
  },
});
