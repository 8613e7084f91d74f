import type {
  AssociateVpcCidrBlockRequest,
  CreateSubnetRequest,
  CreateVpcRequest,
  DisassociateVpcCidrBlockRequest,
  ModifySubnetAttributeRequest,
  ModifyVpcAttributeRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { type Ec2, ec2Access, tagList, tagsFor } from '../ec2-context';
import { invalidParameter, missingParameter, notOffered } from '../errors';
import { ipv6BlockOf } from './ipv6-block';
import { SUBNET, VPC } from './kinds';
import type { Network, NetworkRecord } from './network';

export function createVpc({ network }: Ec2): Operation<CreateVpcRequest> {
  return {
    access: (_input, request) => ec2Access('CreateVpc', 'vpc/*', request),
    run: (input, request) => {
      if (input.CidrBlock === undefined) throw missingParameter('cidrBlock');
      const { CidrBlock } = input;
      const vpc = network.create(VPC, request, {
        CidrBlock,
        State: 'available',
        OwnerId: request.account,
        InstanceTenancy: input.InstanceTenancy ?? 'default',
        IsDefault: false,
        CidrBlockAssociationSet: [
          { AssociationId: network.newId('vpc-cidr-assoc'), CidrBlock, CidrBlockState: { State: 'associated' } },
        ],
        Tags: tagList(tagsFor('vpc', input.TagSpecifications)),
      });
      if (input.AmazonProvidedIpv6CidrBlock) addIpv6(network, vpc);
      return { Vpc: vpc.data };
    },
  };
}

export function modifyVpcAttribute({ network }: Ec2): Operation<ModifyVpcAttributeRequest> {
  return {
    access: (input, request) => ec2Access('ModifyVpcAttribute', `vpc/${input.VpcId}`, request),
    run: (input, request) => {
      const vpc = network.get(VPC, request, input.VpcId);
      const { EnableDnsHostnames, EnableDnsSupport } = input;
      // "DescribeVpcAttribute" would tell them; `DescribeVpcs` does not.
      if (EnableDnsHostnames === undefined && EnableDnsSupport === undefined) {
        throw notOffered(`another attribute of ${vpc.id} than DNS support and DNS hostnames`);
      }
      return undefined;
    },
  };
}

export function associateVpcCidrBlock({ network }: Ec2): Operation<AssociateVpcCidrBlockRequest> {
  return {
    access: (input, request) => ec2Access('AssociateVpcCidrBlock', `vpc/${input.VpcId}`, request),
    run: (input, request) => {
      const vpc = network.get(VPC, request, input.VpcId);
      if (!input.AmazonProvidedIpv6CidrBlock) {
        throw notOffered('another CIDR block of a VPC than the IPv6 block that Amazon provides');
      }
      return { VpcId: vpc.id, Ipv6CidrBlockAssociation: addIpv6(network, vpc) };
    },
  };
}

export function disassociateVpcCidrBlock({ network }: Ec2): Operation<DisassociateVpcCidrBlockRequest> {
  return {
    access: (_input, request) => ec2Access('DisassociateVpcCidrBlock', 'vpc/*', request),
    run: ({ AssociationId }, request) => {
      const vpc = network.list(VPC, request).find(({ data }) => ipv6Of(data)?.AssociationId === AssociationId);
      if (vpc === undefined) {
        throw new AwsError(
          'InvalidVpcCidrBlockAssociationID.NotFound',
          `The vpc CIDR block association ID '${AssociationId}' does not exist`,
        );
      }
      const { Ipv6CidrBlockAssociationSet: _, ...data } = vpc.data;
      vpc.data = data;
      return { VpcId: vpc.id };
    },
  };
}

export function createSubnet(ec2: Ec2): Operation<CreateSubnetRequest> {
  const { network, instances } = ec2;
  return {
    access: (_input, request) => ec2Access('CreateSubnet', 'subnet/*', request),
    run: (input, request) => {
      const vpc = network.get(VPC, request, input.VpcId);
      const zones = instances.zones(request.region);
      const AvailabilityZone = input.AvailabilityZone ?? zones[0] ?? '';
      if (!zones.includes(AvailabilityZone)) {
        throw invalidParameter(
          `Value (${AvailabilityZone}) for parameter availabilityZone is invalid. Subnets can currently only be created in: ${zones.join(', ')}.`,
        );
      }
      const { Ipv6CidrBlock: block } = input;
      const ipv6 = {
        AssociationId: network.newId('subnet-cidr-assoc'),
        Ipv6CidrBlock: block,
        Ipv6CidrBlockState: { State: 'associated' },
      };
      const subnet = network.create(SUBNET, request, {
        VpcId: vpc.id,
        AvailabilityZone,
        CidrBlock: input.CidrBlock,
        State: 'available',
        OwnerId: request.account,
        MapPublicIpOnLaunch: false,
        AssignIpv6AddressOnCreation: false,
        Ipv6CidrBlockAssociationSet: block === undefined ? [] : [ipv6],
        Ipv6Native: input.Ipv6Native ?? false,
        Tags: tagList(tagsFor('subnet', input.TagSpecifications)),
      });
      return { Subnet: subnet.data };
    },
  };
}

export function modifySubnetAttribute({ network }: Ec2): Operation<ModifySubnetAttributeRequest> {
  return {
    access: (input, request) => ec2Access('ModifySubnetAttribute', `subnet/${input.SubnetId}`, request),
    run: ({ SubnetId, ...changes }, request) => {
      const subnet = network.get(SUBNET, request, SubnetId);
      const { MapPublicIpOnLaunch, AssignIpv6AddressOnCreation, EnableDns64, ...others } = changes;
      const other = Object.keys(others)[0];
      if (other !== undefined) throw notOffered(`'${other}' of a subnet`);
      const { data } = subnet;
      subnet.data = {
        ...data,
        MapPublicIpOnLaunch: MapPublicIpOnLaunch?.Value ?? data['MapPublicIpOnLaunch'],
        AssignIpv6AddressOnCreation: AssignIpv6AddressOnCreation?.Value ?? data['AssignIpv6AddressOnCreation'],
        EnableDns64: EnableDns64?.Value ?? data['EnableDns64'],
      };
      return undefined;
    },
  };
}

interface Ipv6Association {
  readonly AssociationId: string;
  readonly Ipv6CidrBlock: string;
}

function addIpv6(network: Network, vpc: NetworkRecord): Ipv6Association {
  const association = {
    AssociationId: network.newId('vpc-cidr-assoc'),
    Ipv6CidrBlock: ipv6BlockOf(vpc.id),
    Ipv6CidrBlockState: { State: 'associated' },
  };
  vpc.data = { ...vpc.data, Ipv6CidrBlockAssociationSet: [association] };
  return association;
}

function ipv6Of(data: Readonly<Record<string, unknown>>): Ipv6Association | undefined {
  const set = data['Ipv6CidrBlockAssociationSet'];
  return Array.isArray(set) ? set[0] : undefined;
}
