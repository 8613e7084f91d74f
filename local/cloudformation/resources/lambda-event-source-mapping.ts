import { eventSourceMappingArn } from '../../../model/arn';
import { BATCH_SIZE_WITHOUT_WINDOW, BATCHING_WINDOW } from '../../../model/limits/lambda';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

export const eventSourceMapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  // What only streams, Kafka and DocumentDB have is left out: the local cloud's event sources are queues.
  properties: [
    'BatchSize',
    'Enabled',
    'EventSourceArn',
    'FilterCriteria.Filters.Pattern',
    'FunctionName',
    'FunctionResponseTypes',
    'MaximumBatchingWindowInSeconds',
    'ProvisionedPollerConfig.MaximumPollers',
    'ProvisionedPollerConfig.MinimumPollers',
    'ScalingConfig.MaximumConcurrency',
    'Tags',
  ],
  attributes: ['EventSourceMappingArn', 'Id'],
  replaceOn: ['EventSourceArn'],

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const tags = values.tags();
    const { UUID } = await call<{ UUID: string }>(context, 'CreateEventSourceMapping', {
      EventSourceArn: values.requiredText('EventSourceArn'),
      ...present(configuration(values)),
      ...(Object.keys(tags).length > 0 ? { Tags: tags } : {}),
    });
    return describe(UUID, context);
  },

  async update(UUID, properties, previous, context) {
    const before = present(configuration(new PropertyValues(previous)));
    const unset = Object.fromEntries(Object.entries(UNSET).filter(([name]) => name in before));
    const values = present(configuration(new PropertyValues(properties)));
    if (!sameJson({ ...unset, ...values }, before)) {
      await call(context, 'UpdateEventSourceMapping', { UUID, ...unset, ...values });
    }
    const described = describe(UUID, context);
    const { added, removed } = tagChanges(new PropertyValues(properties).tags(), new PropertyValues(previous).tags());
    const Resource = described.attributes['EventSourceMappingArn'];
    if (removed.length > 0) await call(context, 'UntagResource', { Resource, TagKeys: removed });
    if (Object.keys(added).length > 0) await call(context, 'TagResource', { Resource, Tags: added });
    return described;
  },

  async delete(UUID, _properties, context) {
    await call(context, 'DeleteEventSourceMapping', { UUID });
  },
};

/** An update leaves alone what it does not name, so what a template leaves out again is named with its default. */
const UNSET: Readonly<Record<string, unknown>> = {
  BatchSize: BATCH_SIZE_WITHOUT_WINDOW.default,
  Enabled: true,
  FilterCriteria: {},
  FunctionResponseTypes: [],
  MaximumBatchingWindowInSeconds: BATCHING_WINDOW.default,
  ProvisionedPollerConfig: {},
  ScalingConfig: {},
};

/** The members that creating and updating a mapping share. */
function configuration(values: PropertyValues): Record<string, unknown> {
  const pollers = values.group('ProvisionedPollerConfig');
  const scaling = values.group('ScalingConfig');
  const filters = values.group('FilterCriteria');
  return {
    FunctionName: values.requiredText('FunctionName'),
    BatchSize: values.number('BatchSize'),
    Enabled: values.flag('Enabled'),
    FilterCriteria: filters && {
      Filters: filters.groups('Filters')?.map((filter) => ({ Pattern: filter.text('Pattern') })),
    },
    FunctionResponseTypes: values.texts('FunctionResponseTypes'),
    MaximumBatchingWindowInSeconds: values.number('MaximumBatchingWindowInSeconds'),
    ProvisionedPollerConfig:
      pollers &&
      present({
        MinimumPollers: pollers.number('MinimumPollers'),
        MaximumPollers: pollers.number('MaximumPollers'),
      }),
    ScalingConfig: scaling && present({ MaximumConcurrency: scaling.number('MaximumConcurrency') }),
  };
}

function describe(name: string, context: DeployContext): CreatedResource {
  return {
    physicalId: name,
    attributes: { Id: name, EventSourceMappingArn: eventSourceMappingArn({ ...context, name }) },
  };
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('lambda', action, input, context.caller);
}
