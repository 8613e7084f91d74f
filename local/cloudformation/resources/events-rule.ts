import type { PutRuleResponse } from '@aws-sdk/client-eventbridge';
import { EVENT_RULE_NAME } from '../../../model/limits/events';
import { HandlerRefusal, isMissing, orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges, tagList } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

/** Groups of a target's properties that the API has under the same names. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  DeadLetterConfig: ['Arn'],
  SqsParameters: ['MessageGroupId'],
};
const RETRY_POLICY = ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts'];
const TEXTS = ['Id', 'Arn', 'Input', 'InputPath'];

export const eventRule: ResourceType = {
  type: 'AWS::Events::Rule',
  properties: [
    'Description',
    'EventBusName',
    'EventPattern',
    'Name',
    'State',
    'Tags',
    ...TEXTS.map((name) => `Targets.${name}`),
    ...Object.entries(GROUPS).flatMap(([group, names]) => names.map((name) => `Targets.${group}.${name}`)),
    ...RETRY_POLICY.map((name) => `Targets.RetryPolicy.${name}`),
    'Targets.InputTransformer.InputPathsMap',
    'Targets.InputTransformer.InputTemplate',
  ],
  attributes: ['Arn'],
  replaceOn: ['Name', 'EventBusName'],
  nameProperty: 'Name',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const custom = values.text('Name');
    // PutRule replaces a rule that is there.
    if (custom !== undefined && (await exists(custom, context))) {
      throw new HandlerRefusal('AlreadyExists', `${custom} already exists`);
    }
    const Name = custom ?? context.generatedName(EVENT_RULE_NAME.max);
    const { RuleArn = '' } = await putRule(Name, values, context, tagList(values.tags()));
    await orUndo(
      () => putTargets(Name, targetsOf(values), context),
      () => call(context, 'DeleteRule', { Name }),
    );
    return describe(Name, RuleArn);
  },

  async update(Name, properties, previous, context) {
    const values = new PropertyValues(properties);
    const { RuleArn = '' } = await putRule(Name, values, context);
    const targets = targetsOf(values);
    const removed = idsOf(new PropertyValues(previous)).filter((id) => !targets.some(({ Id }) => Id === id));
    if (removed.length > 0) await call(context, 'RemoveTargets', { Rule: Name, Ids: removed });
    await putTargets(Name, targets, context);
    if (!sameJson(properties['Tags'], previous['Tags'])) {
      await changeTags(RuleArn, values, new PropertyValues(previous), context);
    }
    return describe(Name, RuleArn);
  },

  async delete(Name, properties, context) {
    const ids = idsOf(new PropertyValues(properties));
    if (ids.length > 0) await call(context, 'RemoveTargets', { Rule: Name, Ids: ids });
    await call(context, 'DeleteRule', { Name });
  },
};

function putRule(
  Name: string,
  values: PropertyValues,
  context: DeployContext,
  Tags: readonly object[] = [],
): Promise<PutRuleResponse> {
  const input = {
    Name,
    Description: values.text('Description'),
    EventBusName: values.text('EventBusName'),
    EventPattern: values.document('EventPattern'),
    State: values.text('State'),
    Tags: Tags.length === 0 ? undefined : Tags,
  };
  return call(context, 'PutRule', present(input));
}

async function putTargets(Rule: string, Targets: readonly object[], context: DeployContext): Promise<void> {
  if (Targets.length > 0) await call(context, 'PutTargets', { Rule, Targets });
}

function targetsOf(values: PropertyValues): readonly Record<string, unknown>[] {
  return (values.groups('Targets') ?? []).map((target) => {
    const transformer = target.group('InputTransformer');
    const retry = target.group('RetryPolicy');
    return present({
      ...Object.fromEntries(TEXTS.map((name) => [name, target.text(name)])),
      ...Object.fromEntries(
        Object.entries(GROUPS).map(([group, names]) => [group, textsOf(target.group(group), names)]),
      ),
      InputTransformer:
        transformer &&
        present({
          InputPathsMap: transformer.textMap('InputPathsMap'),
          InputTemplate: transformer.requiredText('InputTemplate'),
        }),
      RetryPolicy: retry && present(Object.fromEntries(RETRY_POLICY.map((name) => [name, retry.number(name)]))),
    });
  });
}

function textsOf(group: PropertyValues | undefined, names: readonly string[]): object | undefined {
  return group && present(Object.fromEntries(names.map((name) => [name, group.text(name)])));
}

function idsOf(values: PropertyValues): readonly string[] {
  return (values.groups('Targets') ?? []).map((target) => target.requiredText('Id'));
}

async function changeTags(
  ResourceARN: string,
  values: PropertyValues,
  previous: PropertyValues,
  context: DeployContext,
): Promise<void> {
  const { added, removed } = tagChanges(values.tags(), previous.tags());
  if (removed.length > 0) await call(context, 'UntagResource', { ResourceARN, TagKeys: removed });
  if (Object.keys(added).length > 0) await call(context, 'TagResource', { ResourceARN, Tags: tagList(added) });
}

async function exists(Name: string, context: DeployContext): Promise<boolean> {
  try {
    await call(context, 'DescribeRule', { Name });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function describe(name: string, arn: string): CreatedResource {
  return { physicalId: name, attributes: { Arn: arn } };
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('events', action, input, context.caller);
}
