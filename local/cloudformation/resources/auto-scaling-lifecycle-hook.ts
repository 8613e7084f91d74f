import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';
import { call } from './auto-scaling-group';

/** "PutLifecycleHook", API Reference. */
const MAX_NAME_LENGTH = 255;

const TEXTS = [
  'AutoScalingGroupName',
  'DefaultResult',
  'LifecycleTransition',
  'NotificationMetadata',
  'NotificationTargetARN',
  'RoleARN',
];

export const lifecycleHook: ResourceType = {
  type: 'AWS::AutoScaling::LifecycleHook',
  properties: ['HeartbeatTimeout', 'LifecycleHookName', ...TEXTS],
  attributes: [],
  replaceOn: ['AutoScalingGroupName', 'LifecycleHookName'],
  nameProperty: 'LifecycleHookName',

  create: (properties, context) => {
    const name = new PropertyValues(properties).text('LifecycleHookName') ?? context.generatedName(MAX_NAME_LENGTH);
    return put(name, properties, context);
  },

  update: (name, properties, _previous, context) => put(name, properties, context),

  async delete(LifecycleHookName, properties, context) {
    const AutoScalingGroupName = new PropertyValues(properties).requiredText('AutoScalingGroupName');
    await call(context, 'DeleteLifecycleHook', { AutoScalingGroupName, LifecycleHookName });
  },
};

async function put(name: string, properties: Properties, context: DeployContext): Promise<CreatedResource> {
  const values = new PropertyValues(properties);
  const texts = Object.fromEntries(TEXTS.map((text) => [text, values.text(text)]));
  const HeartbeatTimeout = values.number('HeartbeatTimeout');
  await call(context, 'PutLifecycleHook', present({ ...texts, HeartbeatTimeout, LifecycleHookName: name }));
  return { physicalId: name, attributes: {} };
}
