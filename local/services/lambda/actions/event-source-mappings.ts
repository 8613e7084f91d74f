import type {
  DeleteEventSourceMappingCommandInput,
  EventSourceMappingConfiguration,
  GetEventSourceMappingCommandInput,
  ListEventSourceMappingsCommandInput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { eventSourceMappingArn } from '../../../../model/arn';
import type { Access, Operation, Request } from '../../service';
import { checkQueue } from '../check-queue';
import { describeMapping } from '../event-source-mapping';
import { readMapping } from '../model/mapping-rules';
import type { Pollers } from '../pollers';
import type { LambdaContext } from '../service-context';

const onMapping =
  (action: string) =>
  (input: { readonly UUID?: string }, { region, account }: Request): Access => ({
    action,
    resource: eventSourceMappingArn({ region, account, name: input.UUID ?? '' }),
    account,
  });

export const getEventSourceMapping = (
  context: LambdaContext,
): Operation<GetEventSourceMappingCommandInput, EventSourceMappingConfiguration> => ({
  access: onMapping('lambda:GetEventSourceMapping'),
  run: (input) => describeMapping(context.state.findMapping(input.UUID ?? '')),
});

export const listEventSourceMappings = (
  context: LambdaContext,
): Operation<ListEventSourceMappingsCommandInput, { EventSourceMappings: EventSourceMappingConfiguration[] }> => ({
  access: (_input, request) => ({ action: 'lambda:ListEventSourceMappings', resource: '*', account: request.account }),
  run(input, request) {
    const functionArn = input.FunctionName === undefined ? undefined : context.state.arnOf(input.FunctionName, request);
    const mappings = [...context.state.mappings.values()].filter(
      (mapping) =>
        mapping.account === request.account &&
        mapping.region === request.region &&
        (functionArn === undefined || mapping.functionArn === functionArn) &&
        (input.EventSourceArn === undefined || mapping.queueArn === input.EventSourceArn),
    );
    return { EventSourceMappings: mappings.map((mapping) => describeMapping(mapping)) };
  },
});

export const updateEventSourceMapping = (
  context: LambdaContext,
  pollers: Pollers,
): Operation<UpdateEventSourceMappingCommandInput, EventSourceMappingConfiguration> => ({
  access: onMapping('lambda:UpdateEventSourceMapping'),
  async run(input, request) {
    const previous = context.state.findMapping(input.UUID ?? '');
    const record = context.state.find(input.FunctionName ?? previous.functionArn, request);
    const mapping = readMapping(
      input,
      { ...previous, functionArn: record.settings.arn, lastModified: context.kernel.clock.now() },
      previous,
    );
    await checkQueue(context, record, mapping);
    pollers.set(mapping);
    return describeMapping(mapping, 'Updating');
  },
});

export const deleteEventSourceMapping = (
  context: LambdaContext,
  pollers: Pollers,
): Operation<DeleteEventSourceMappingCommandInput, EventSourceMappingConfiguration> => ({
  access: onMapping('lambda:DeleteEventSourceMapping'),
  run(input) {
    const mapping = context.state.findMapping(input.UUID ?? '');
    pollers.remove(mapping.uuid);
    return describeMapping(mapping, 'Deleting');
  },
});
