import { ipv6BlockOf } from '../../services/ec2/network/ipv6-block';
import { ec2, networkResource } from './ec2-network-resource';

export const vpc = networkResource({
  type: 'AWS::EC2::VPC',
  properties: ['CidrBlock', 'EnableDnsHostnames', 'EnableDnsSupport', 'InstanceTenancy'],
  changeable: ['EnableDnsHostnames', 'EnableDnsSupport'],
  attributes: ['CidrBlock', 'Ipv6CidrBlocks', 'VpcId'],
  tagged: 'vpc',
  create: async (values, context, tags) => {
    const input = {
      CidrBlock: values.requiredText('CidrBlock'),
      InstanceTenancy: values.text('InstanceTenancy'),
      ...tags,
    };
    return (await ec2<{ Vpc: { VpcId: string } }>(context, 'CreateVpc', input)).Vpc.VpcId;
  },
  change: async (VpcId, values, context) => {
    for (const name of ['EnableDnsSupport', 'EnableDnsHostnames']) {
      const Value = values.flag(name);
      if (Value !== undefined) await ec2(context, 'ModifyVpcAttribute', { VpcId, [name]: { Value } });
    }
  },
  describe: async (VpcId, context) => {
    const { Vpcs } = await ec2<{ Vpcs: { CidrBlock: string }[] }>(context, 'DescribeVpcs', { VpcIds: [VpcId] });
    // The block is associated by a resource of its own, and asked for after that.
    return { VpcId, CidrBlock: Vpcs[0]?.CidrBlock ?? '', Ipv6CidrBlocks: [ipv6BlockOf(VpcId)] };
  },
  remove: async (VpcId, _values, context) => void (await ec2(context, 'DeleteVpc', { VpcId })),
});

export const vpcCidrBlock = networkResource({
  type: 'AWS::EC2::VPCCidrBlock',
  properties: ['AmazonProvidedIpv6CidrBlock', 'VpcId'],
  attributes: ['Id'],
  create: async (values, context) => {
    const input = {
      VpcId: values.requiredText('VpcId'),
      AmazonProvidedIpv6CidrBlock: values.flag('AmazonProvidedIpv6CidrBlock'),
    };
    const answer = await ec2<{ Ipv6CidrBlockAssociation: { AssociationId: string } }>(
      context,
      'AssociateVpcCidrBlock',
      input,
    );
    return answer.Ipv6CidrBlockAssociation.AssociationId;
  },
  describe: async (Id) => ({ Id }),
  remove: async (AssociationId, _values, context) =>
    void (await ec2(context, 'DisassociateVpcCidrBlock', { AssociationId })),
});

export const subnet = networkResource({
  type: 'AWS::EC2::Subnet',
  properties: [
    'AssignIpv6AddressOnCreation',
    'AvailabilityZone',
    'CidrBlock',
    'EnableDns64',
    'Ipv6CidrBlock',
    'Ipv6Native',
    'MapPublicIpOnLaunch',
    'VpcId',
  ],
  changeable: ['AssignIpv6AddressOnCreation', 'EnableDns64', 'MapPublicIpOnLaunch'],
  attributes: ['AvailabilityZone', 'CidrBlock', 'SubnetId', 'VpcId'],
  tagged: 'subnet',
  create: async (values, context, tags) => {
    const input = {
      VpcId: values.requiredText('VpcId'),
      AvailabilityZone: values.text('AvailabilityZone'),
      CidrBlock: values.text('CidrBlock'),
      Ipv6CidrBlock: values.text('Ipv6CidrBlock'),
      Ipv6Native: values.flag('Ipv6Native'),
      ...tags,
    };
    return (await ec2<{ Subnet: { SubnetId: string } }>(context, 'CreateSubnet', input)).Subnet.SubnetId;
  },
  change: async (SubnetId, values, context) => {
    for (const name of ['AssignIpv6AddressOnCreation', 'EnableDns64', 'MapPublicIpOnLaunch']) {
      const Value = values.flag(name) ?? false;
      await ec2(context, 'ModifySubnetAttribute', { SubnetId, [name]: { Value } });
    }
  },
  describe: async (SubnetId, context) => {
    const input = { SubnetIds: [SubnetId] };
    const { Subnets } = await ec2<{ Subnets: Record<string, string>[] }>(context, 'DescribeSubnets', input);
    const { AvailabilityZone = '', CidrBlock = '', VpcId = '' } = Subnets[0] ?? {};
    return { SubnetId, AvailabilityZone, CidrBlock, VpcId };
  },
  remove: async (SubnetId, _values, context) => void (await ec2(context, 'DeleteSubnet', { SubnetId })),
});
