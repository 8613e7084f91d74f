import type { PropertyValues } from '../property-values';
import { ec2, networkResource } from './ec2-network-resource';

export const routeTable = networkResource({
  type: 'AWS::EC2::RouteTable',
  properties: ['VpcId'],
  attributes: ['RouteTableId'],
  tagged: 'route-table',
  create: async (values, context, tags) => {
    const input = { VpcId: values.requiredText('VpcId'), ...tags };
    const answer = await ec2<{ RouteTable: { RouteTableId: string } }>(context, 'CreateRouteTable', input);
    return answer.RouteTable.RouteTableId;
  },
  describe: async (RouteTableId) => ({ RouteTableId }),
  remove: async (RouteTableId, _values, context) => void (await ec2(context, 'DeleteRouteTable', { RouteTableId })),
});

export const subnetRouteTableAssociation = networkResource({
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  properties: ['RouteTableId', 'SubnetId'],
  attributes: ['Id'],
  create: async (values, context) => {
    const input = { RouteTableId: values.requiredText('RouteTableId'), SubnetId: values.requiredText('SubnetId') };
    return (await ec2<{ AssociationId: string }>(context, 'AssociateRouteTable', input)).AssociationId;
  },
  describe: async (Id) => ({ Id }),
  remove: async (AssociationId, _values, context) =>
    void (await ec2(context, 'DisassociateRouteTable', { AssociationId })),
});

const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'];
const ROUTE_TARGETS = ['EgressOnlyInternetGatewayId', 'GatewayId'];

export const route = networkResource({
  type: 'AWS::EC2::Route',
  properties: [...DESTINATIONS, ...ROUTE_TARGETS, 'RouteTableId'],
  attributes: ['CidrBlock'],
  create: async (values, context) => {
    const RouteTableId = values.requiredText('RouteTableId');
    await ec2(context, 'CreateRoute', { RouteTableId, ...texts(values, [...DESTINATIONS, ...ROUTE_TARGETS]) });
    return `${RouteTableId}|${Object.values(texts(values, DESTINATIONS)).join('')}`;
  },
  describe: async (id) => ({ CidrBlock: id.slice(id.indexOf('|') + 1) }),
  remove: async (_id, values, context) => {
    const RouteTableId = values.requiredText('RouteTableId');
    await ec2(context, 'DeleteRoute', { RouteTableId, ...texts(values, DESTINATIONS) });
  },
});

export const internetGateway = networkResource({
  type: 'AWS::EC2::InternetGateway',
  properties: [],
  attributes: ['InternetGatewayId'],
  tagged: 'internet-gateway',
  create: async (_values, context, tags) => {
    const answer = await ec2<{ InternetGateway: { InternetGatewayId: string } }>(
      context,
      'CreateInternetGateway',
      tags,
    );
    return answer.InternetGateway.InternetGatewayId;
  },
  describe: async (InternetGatewayId) => ({ InternetGatewayId }),
  remove: async (InternetGatewayId, _values, context) =>
    void (await ec2(context, 'DeleteInternetGateway', { InternetGatewayId })),
});

export const vpcGatewayAttachment = networkResource({
  type: 'AWS::EC2::VPCGatewayAttachment',
  properties: ['InternetGatewayId', 'VpcId'],
  attributes: [],
  create: async (values, context) => {
    const input = { InternetGatewayId: values.requiredText('InternetGatewayId'), VpcId: values.requiredText('VpcId') };
    await ec2(context, 'AttachInternetGateway', input);
    return `IGW|${input.VpcId}`;
  },
  remove: async (_id, values, context) => {
    const input = { InternetGatewayId: values.requiredText('InternetGatewayId'), VpcId: values.requiredText('VpcId') };
    await ec2(context, 'DetachInternetGateway', input);
  },
});

export const egressOnlyInternetGateway = networkResource({
  type: 'AWS::EC2::EgressOnlyInternetGateway',
  properties: ['VpcId'],
  attributes: ['Id'],
  tagged: 'egress-only-internet-gateway',
  create: async (values, context, tags) => {
    const input = { VpcId: values.requiredText('VpcId'), ...tags };
    const { EgressOnlyInternetGateway } = await ec2<{
      EgressOnlyInternetGateway: { EgressOnlyInternetGatewayId: string };
    }>(context, 'CreateEgressOnlyInternetGateway', input);
    return EgressOnlyInternetGateway.EgressOnlyInternetGatewayId;
  },
  describe: async (Id) => ({ Id }),
  remove: async (EgressOnlyInternetGatewayId, _values, context) =>
    void (await ec2(context, 'DeleteEgressOnlyInternetGateway', { EgressOnlyInternetGatewayId })),
});

export const vpcEndpoint = networkResource({
  type: 'AWS::EC2::VPCEndpoint',
  properties: [
    'PolicyDocument',
    'PrivateDnsEnabled',
    'RouteTableIds',
    'SecurityGroupIds',
    'ServiceName',
    'SubnetIds',
    'VpcEndpointType',
    'VpcId',
  ],
  attributes: ['Id'],
  tagged: 'vpc-endpoint',
  create: async (values, context, tags) => {
    const input = {
      ...texts(values, ['ServiceName', 'VpcEndpointType', 'VpcId']),
      PolicyDocument: values.document('PolicyDocument'),
      PrivateDnsEnabled: values.flag('PrivateDnsEnabled'),
      RouteTableIds: values.texts('RouteTableIds'),
      SecurityGroupIds: values.texts('SecurityGroupIds'),
      SubnetIds: values.texts('SubnetIds'),
      ...tags,
    };
    const answer = await ec2<{ VpcEndpoint: { VpcEndpointId: string } }>(context, 'CreateVpcEndpoint', input);
    return answer.VpcEndpoint.VpcEndpointId;
  },
  describe: async (Id) => ({ Id }),
  remove: async (id, _values, context) => void (await ec2(context, 'DeleteVpcEndpoints', { VpcEndpointIds: [id] })),
});

function texts(values: PropertyValues, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
