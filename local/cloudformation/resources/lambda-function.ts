import { FUNCTION_MEMORY, FUNCTION_NAME, FUNCTION_TIMEOUT } from '../../../model/limits/lambda';
import { orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

const DEFAULT_ARCHITECTURES = ['x86_64'];

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  properties: [
    'FunctionName',
    'Code.S3Bucket',
    'Code.S3Key',
    'Code.ZipFile',
    'Architectures',
    'Description',
    'Environment.Variables',
    'Handler',
    'LoggingConfig.LogFormat',
    'LoggingConfig.LogGroup',
    'MemorySize',
    'PackageType',
    'ReservedConcurrentExecutions',
    'Role',
    'Runtime',
    'Tags',
    'Timeout',
  ],
  attributes: ['Arn'],
  replaceOn: ['FunctionName', 'PackageType'],
  nameProperty: 'FunctionName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const tags = values.tags();
    const created = await call<FunctionAnswer>(context, 'CreateFunction', {
      FunctionName: values.text('FunctionName') ?? context.generatedName(FUNCTION_NAME.max),
      ...present(configuration(values)),
      ...present({
        PackageType: values.text('PackageType'),
        Architectures: values.texts('Architectures'),
        Tags: Object.keys(tags).length > 0 ? tags : undefined,
      }),
      Code: code(values),
    });
    await orUndo(
      () => reserve(created.FunctionName, values, context),
      () => call(context, 'DeleteFunction', { FunctionName: created.FunctionName }),
    );
    return describe(created);
  },

  async update(FunctionName, properties, previous, context) {
    const values = new PropertyValues(properties);
    const before = new PropertyValues(previous);
    if (differs(['Code', 'Architectures'], properties, previous)) {
      const Architectures = values.texts('Architectures') ?? DEFAULT_ARCHITECTURES;
      await call(context, 'UpdateFunctionCode', { FunctionName, Architectures, ...code(values) });
    }
    const settings = { ...unset(FunctionName), ...present(configuration(values)) };
    if (!sameJson(settings, { ...unset(FunctionName), ...present(configuration(before)) })) {
      await call(context, 'UpdateFunctionConfiguration', { FunctionName, ...settings });
    }
    if (differs(['ReservedConcurrentExecutions'], properties, previous)) {
      await reserve(FunctionName, values, context);
      if (!values.has('ReservedConcurrentExecutions')) {
        await call(context, 'DeleteFunctionConcurrency', { FunctionName });
      }
    }
    const described = await call<{ Configuration: FunctionAnswer }>(context, 'GetFunction', { FunctionName });
    if (differs(['Tags'], properties, previous)) {
      const { added, removed } = tagChanges(values.tags(), before.tags());
      const Resource = described.Configuration.FunctionArn;
      if (removed.length > 0) await call(context, 'UntagResource', { Resource, TagKeys: removed });
      if (Object.keys(added).length > 0) await call(context, 'TagResource', { Resource, Tags: added });
    }
    return describe(described.Configuration);
  },

  async delete(FunctionName, _properties, context) {
    await call(context, 'DeleteFunction', { FunctionName });
  },
};

interface FunctionAnswer {
  readonly FunctionName: string;
  readonly FunctionArn: string;
}

function describe({ FunctionName, FunctionArn }: FunctionAnswer): CreatedResource {
  return { physicalId: FunctionName, attributes: { Arn: FunctionArn } };
}

/** The members that CreateFunction and UpdateFunctionConfiguration share. */
function configuration(values: PropertyValues): Record<string, unknown> {
  const logging = values.group('LoggingConfig');
  const Variables = values.group('Environment')?.textMap('Variables');
  return {
    Role: values.requiredText('Role'),
    Runtime: values.text('Runtime'),
    Handler: values.text('Handler'),
    Description: values.text('Description'),
    Timeout: values.number('Timeout'),
    MemorySize: values.number('MemorySize'),
    Environment: Variables && { Variables },
    LoggingConfig:
      logging &&
      present({
        LogFormat: logging.text('LogFormat'),
        LogGroup: logging.text('LogGroup'),
      }),
  };
}

/** An update leaves alone what it does not name, so what a template leaves out again is named with its default. */
function unset(FunctionName: string): Record<string, unknown> {
  return {
    Description: '',
    Timeout: FUNCTION_TIMEOUT.default,
    MemorySize: FUNCTION_MEMORY.default,
    Environment: { Variables: {} },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${FunctionName}` },
  };
}

/** `ZipFile` is source text in a template. */
function code(values: PropertyValues): Record<string, unknown> {
  const source = values.requiredGroup('Code');
  const inline = source.text('ZipFile');
  return present({
    S3Bucket: source.text('S3Bucket'),
    S3Key: source.text('S3Key'),
    ZipFile: inline === undefined ? undefined : Buffer.from(inline),
  });
}

async function reserve(FunctionName: string, values: PropertyValues, context: DeployContext): Promise<void> {
  const ReservedConcurrentExecutions = values.number('ReservedConcurrentExecutions');
  if (ReservedConcurrentExecutions === undefined) return;
  await call(context, 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions });
}

function differs(names: readonly string[], properties: Properties, previous: Properties): boolean {
  return names.some((name) => !sameJson(properties[name], previous[name]));
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('lambda', action, input, context.caller);
}
