import type { PropertyValues } from '../property-values';
import { present } from '../property-values';
import type { DeployContext } from '../resource-type';
import { ec2, networkResource } from './ec2-network-resource';

/** "CreateSecurityGroup", API Reference. */
const MAX_GROUP_NAME_LENGTH = 255;

const RULE = ['CidrIp', 'CidrIpv6', 'Description', 'FromPort', 'IpProtocol', 'ToPort'];
const INGRESS = [...RULE, 'SourceSecurityGroupId'];
const EGRESS = [...RULE, 'DestinationSecurityGroupId'];

type Direction = 'Ingress' | 'Egress';

/** A new group lets everything out; a template that names what is let out takes that rule away. */
const ALL_OUT = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

export const securityGroup = networkResource({
  type: 'AWS::EC2::SecurityGroup',
  properties: [
    'GroupDescription',
    'GroupName',
    ...EGRESS.map((name) => `SecurityGroupEgress.${name}`),
    ...INGRESS.map((name) => `SecurityGroupIngress.${name}`),
    'VpcId',
  ],
  changeable: ['SecurityGroupEgress', 'SecurityGroupIngress'],
  attributes: ['GroupId', 'VpcId'],
  tagged: 'security-group',
  create: async (values, context, tags) => {
    const input = {
      GroupName: values.text('GroupName') ?? context.generatedName(MAX_GROUP_NAME_LENGTH),
      Description: values.requiredText('GroupDescription'),
      VpcId: values.text('VpcId'),
      ...tags,
    };
    return (await ec2<{ GroupId: string }>(context, 'CreateSecurityGroup', input)).GroupId;
  },
  change: async (GroupId, values, context) => {
    await setRules(GroupId, 'Ingress', values.groups('SecurityGroupIngress') ?? [], context);
    const egress = values.groups('SecurityGroupEgress');
    if (egress !== undefined) await setRules(GroupId, 'Egress', egress, context);
  },
  describe: async (GroupId, context) => {
    const { VpcId } = await described(GroupId, context);
    return { GroupId, ...(VpcId === undefined ? {} : { VpcId }) };
  },
  remove: async (GroupId, _values, context) => void (await ec2(context, 'DeleteSecurityGroup', { GroupId })),
});

export const securityGroupIngress = ruleResource('Ingress', INGRESS);
export const securityGroupEgress = ruleResource('Egress', EGRESS);

function ruleResource(direction: Direction, properties: readonly string[]) {
  return networkResource({
    type: `AWS::EC2::SecurityGroup${direction}`,
    properties: [...properties, 'GroupId'],
    attributes: ['Id'],
    create: async (values, context) => {
      const GroupId = values.requiredText('GroupId');
      const permission = permissionOf(values);
      await ec2(context, `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions: [permission] });
      return `${GroupId}|${JSON.stringify(permission)}`;
    },
    describe: async (Id) => ({ Id }),
    remove: async (_id, values, context) => {
      const input = { GroupId: values.requiredText('GroupId'), IpPermissions: [permissionOf(values)] };
      await ec2(context, `RevokeSecurityGroup${direction}`, input);
    },
  });
}

interface Described {
  readonly VpcId?: string;
  readonly IpPermissions: readonly object[];
  readonly IpPermissionsEgress: readonly object[];
}

async function described(GroupId: string, context: DeployContext): Promise<Described> {
  const input = { GroupIds: [GroupId] };
  const { SecurityGroups } = await ec2<{ SecurityGroups: Described[] }>(context, 'DescribeSecurityGroups', input);
  return SecurityGroups[0] ?? { IpPermissions: [], IpPermissionsEgress: [ALL_OUT] };
}

/** Takes away the rules that are there and puts those in that are wanted. */
async function setRules(
  GroupId: string,
  direction: Direction,
  rules: readonly PropertyValues[],
  context: DeployContext,
): Promise<void> {
  const group = await described(GroupId, context);
  const current = direction === 'Ingress' ? group.IpPermissions : group.IpPermissionsEgress;
  if (current.length > 0) await ec2(context, `RevokeSecurityGroup${direction}`, { GroupId, IpPermissions: current });
  const IpPermissions = rules.map(permissionOf);
  if (IpPermissions.length > 0) await ec2(context, `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions });
}

function permissionOf(rule: PropertyValues): object {
  const CidrIp = rule.text('CidrIp');
  const CidrIpv6 = rule.text('CidrIpv6');
  const Description = rule.text('Description');
  const GroupId = rule.text('SourceSecurityGroupId') ?? rule.text('DestinationSecurityGroupId');
  return present({
    IpProtocol: rule.requiredText('IpProtocol'),
    FromPort: rule.number('FromPort'),
    ToPort: rule.number('ToPort'),
    IpRanges: CidrIp === undefined ? undefined : [present({ CidrIp, Description })],
    Ipv6Ranges: CidrIpv6 === undefined ? undefined : [present({ CidrIpv6, Description })],
    UserIdGroupPairs: GroupId === undefined ? undefined : [present({ GroupId, Description })],
  });
}
