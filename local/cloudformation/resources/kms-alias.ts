import { PropertyValues } from '../property-values';
import type { DeployContext, ResourceType } from '../resource-type';

export const keyAlias: ResourceType = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  attributes: [],
  replaceOn: ['AliasName'],
  nameProperty: 'AliasName',

  async create(properties, context) {
    const input = inputOf(new PropertyValues(properties));
    await call('CreateAlias', input, context);
    return { physicalId: input.AliasName, attributes: {} };
  },

  async update(aliasName, properties, _previous, context) {
    await call('UpdateAlias', inputOf(new PropertyValues(properties)), context);
    return { physicalId: aliasName, attributes: {} };
  },

  async delete(AliasName, _properties, context) {
    await call('DeleteAlias', { AliasName }, context);
  },
};

function inputOf(values: PropertyValues) {
  return { AliasName: values.requiredText('AliasName'), TargetKeyId: values.requiredText('TargetKeyId') };
}

async function call(action: string, input: object, context: DeployContext): Promise<void> {
  await context.router.call('kms', action, input, context.caller);
}
