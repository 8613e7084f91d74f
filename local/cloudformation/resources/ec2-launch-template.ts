import { sameJson } from '../json';
import { PropertyValues } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';
import { ec2 } from './ec2-network-resource';
import { launchTemplateData } from './launch-template-data';

/** "CreateLaunchTemplate", API Reference. */
const MAX_NAME_LENGTH = 128;

export const launchTemplate: ResourceType = {
  type: 'AWS::EC2::LaunchTemplate',
  properties: [
    'LaunchTemplateData',
    'LaunchTemplateName',
    'TagSpecifications.ResourceType',
    'TagSpecifications.Tags.Key',
    'TagSpecifications.Tags.Value',
    'VersionDescription',
  ],
  attributes: ['DefaultVersionNumber', 'LatestVersionNumber', 'LaunchTemplateId'],
  replaceOn: ['LaunchTemplateName'],
  nameProperty: 'LaunchTemplateName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const { LaunchTemplate } = await ec2<Answer>(context, 'CreateLaunchTemplate', {
      LaunchTemplateName: values.text('LaunchTemplateName') ?? context.generatedName(MAX_NAME_LENGTH),
      LaunchTemplateData: dataOf(properties),
      VersionDescription: values.text('VersionDescription'),
      TagSpecifications: properties['TagSpecifications'],
    });
    return describe(LaunchTemplate.LaunchTemplateId, context);
  },

  async update(LaunchTemplateId, properties, previous, context) {
    if (!sameJson(properties['LaunchTemplateData'], previous['LaunchTemplateData'])) {
      const VersionDescription = new PropertyValues(properties).text('VersionDescription');
      const LaunchTemplateData = dataOf(properties);
      await ec2(context, 'CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData, VersionDescription });
    }
    return describe(LaunchTemplateId, context);
  },

  delete: async (LaunchTemplateId, _properties, context) =>
    void (await ec2(context, 'DeleteLaunchTemplate', { LaunchTemplateId })),
};

interface Template {
  readonly LaunchTemplateId: string;
  readonly DefaultVersionNumber: number;
  readonly LatestVersionNumber: number;
}

interface Answer {
  readonly LaunchTemplate: Template;
}

function dataOf(properties: Properties): object {
  new PropertyValues(properties).requiredGroup('LaunchTemplateData');
  return launchTemplateData(properties['LaunchTemplateData']);
}

async function describe(LaunchTemplateId: string, context: DeployContext): Promise<CreatedResource> {
  const input = { LaunchTemplateIds: [LaunchTemplateId] };
  const { LaunchTemplates } = await ec2<{ LaunchTemplates: Template[] }>(context, 'DescribeLaunchTemplates', input);
  const { DefaultVersionNumber, LatestVersionNumber } = LaunchTemplates[0] ?? {};
  return {
    physicalId: LaunchTemplateId,
    attributes: {
      LaunchTemplateId,
      DefaultVersionNumber: String(DefaultVersionNumber),
      LatestVersionNumber: String(LatestVersionNumber),
    },
  };
}
