import type { ResourceType } from '../resource-type';

/** What CDK counts its constructs with: on AWS it creates nothing either. */
export const cdkMetadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  properties: ['Analytics'],
  attributes: [],
  replaceOn: [],
  create: async (_properties, context) => ({ physicalId: context.generatedName(128), attributes: {} }),
  update: async (physicalId) => ({ physicalId, attributes: {} }),
  delete: async () => undefined,
};
