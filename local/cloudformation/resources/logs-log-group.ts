import { logGroupArn } from '../../../model/arn';
import { LOG_GROUP_NAME } from '../../../model/limits/logs';
import { orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

export const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  properties: ['LogGroupName', 'RetentionInDays', 'LogGroupClass', 'Tags'],
  attributes: ['Arn'],
  // Real log groups refuse a change of their class instead; the new one cannot take an explicit name either way.
  replaceOn: ['LogGroupName', 'LogGroupClass'],
  nameProperty: 'LogGroupName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const logGroupName = values.text('LogGroupName') ?? context.generatedName(LOG_GROUP_NAME.max);
    const tags = values.tags();
    await call(
      'CreateLogGroup',
      present({
        logGroupName,
        logGroupClass: values.text('LogGroupClass'),
        tags: Object.keys(tags).length > 0 ? tags : undefined,
      }),
      context,
    );
    await orUndo(
      () => retain(logGroupName, values, context),
      () => call('DeleteLogGroup', { logGroupName }, context),
    );
    return describe(logGroupName, context);
  },

  async update(logGroupName, properties, previous, context) {
    const values = new PropertyValues(properties);
    if (!sameJson(properties['RetentionInDays'], previous['RetentionInDays'])) {
      await retain(logGroupName, values, context);
      if (!values.has('RetentionInDays')) await call('DeleteRetentionPolicy', { logGroupName }, context);
    }
    if (!sameJson(properties['Tags'], previous['Tags'])) {
      const { added, removed } = tagChanges(values.tags(), new PropertyValues(previous).tags());
      const resourceArn = logGroupArn({ ...context, name: logGroupName });
      if (removed.length > 0) await call('UntagResource', { resourceArn, tagKeys: removed }, context);
      if (Object.keys(added).length > 0) await call('TagResource', { resourceArn, tags: added }, context);
    }
    return describe(logGroupName, context);
  },

  async delete(logGroupName, _properties, context) {
    await call('DeleteLogGroup', { logGroupName }, context);
  },
};

async function retain(logGroupName: string, values: PropertyValues, context: DeployContext): Promise<void> {
  const retentionInDays = values.number('RetentionInDays');
  if (retentionInDays !== undefined) await call('PutRetentionPolicy', { logGroupName, retentionInDays }, context);
}

/** CloudFormation's `Arn` of a log group ends in `:*`, which stands for its streams. */
function describe(name: string, context: DeployContext): CreatedResource {
  return { physicalId: name, attributes: { Arn: `${logGroupArn({ ...context, name })}:*` } };
}

function call(action: string, input: object, context: DeployContext): Promise<unknown> {
  return context.router.call('logs', action, input, context.caller);
}
