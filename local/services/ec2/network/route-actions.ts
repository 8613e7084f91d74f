import type {
  AssociateRouteTableRequest,
  AttachInternetGatewayRequest,
  CreateEgressOnlyInternetGatewayRequest,
  CreateInternetGatewayRequest,
  CreateRouteRequest,
  CreateRouteTableRequest,
  CreateVpcEndpointRequest,
  DeleteRouteRequest,
  DetachInternetGatewayRequest,
  DisassociateRouteTableRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { type Ec2, ec2Access, tagList, tagsFor } from '../ec2-context';
import { missingParameter } from '../errors';
import { EGRESS_GATEWAY, INTERNET_GATEWAY, ROUTE_TABLE, SECURITY_GROUP, SUBNET, VPC, VPC_ENDPOINT } from './kinds';
import type { NetworkRecord } from './network';

type Item = Readonly<Record<string, unknown>>;

export function createRouteTable({ network }: Ec2): Operation<CreateRouteTableRequest> {
  return {
    access: (_input, request) => ec2Access('CreateRouteTable', 'route-table/*', request),
    run: (input, request) => {
      const VpcId = network.get(VPC, request, input.VpcId).id;
      const Tags = tagList(tagsFor('route-table', input.TagSpecifications));
      return { RouteTable: network.create(ROUTE_TABLE, request, { VpcId, Associations: [], Routes: [], Tags }).data };
    },
  };
}

export function associateRouteTable({ network }: Ec2): Operation<AssociateRouteTableRequest> {
  return {
    access: (input, request) => ec2Access('AssociateRouteTable', `route-table/${input.RouteTableId}`, request),
    run: (input, request) => {
      const table = network.get(ROUTE_TABLE, request, input.RouteTableId);
      const SubnetId = network.get(SUBNET, request, input.SubnetId).id;
      const AssociationId = network.newId('rtbassoc');
      const association = { RouteTableAssociationId: AssociationId, RouteTableId: table.id, SubnetId, Main: false };
      setItems(table, 'Associations', [...itemsOf(table, 'Associations'), association]);
      return { AssociationId };
    },
  };
}

export function disassociateRouteTable({ network }: Ec2): Operation<DisassociateRouteTableRequest> {
  return {
    access: (_input, request) => ec2Access('DisassociateRouteTable', 'route-table/*', request),
    run: ({ AssociationId }, request) => {
      const isIt = (item: Item) => item['RouteTableAssociationId'] === AssociationId;
      const table = network.list(ROUTE_TABLE, request).find((one) => itemsOf(one, 'Associations').some(isIt));
      if (table === undefined) {
        const message = `The association ID '${AssociationId}' does not exist`;
        throw new AwsError('InvalidAssociationID.NotFound', message);
      }
      setItems(
        table,
        'Associations',
        itemsOf(table, 'Associations').filter((item) => !isIt(item)),
      );
      return undefined;
    },
  };
}

export function createRoute({ network }: Ec2): Operation<CreateRouteRequest> {
  return {
    access: (input, request) => ec2Access('CreateRoute', `route-table/${input.RouteTableId}`, request),
    run: ({ RouteTableId, DryRun: _, ...route }, request) => {
      const table = network.get(ROUTE_TABLE, request, RouteTableId);
      const { GatewayId, EgressOnlyInternetGatewayId } = route;
      const target = GatewayId ?? EgressOnlyInternetGatewayId;
      if (target === undefined) throw missingParameter('gatewayId or egressOnlyInternetGatewayId');
      network.getAny(request, target);
      const others = itemsOf(table, 'Routes');
      const destination = destinationOf(route);
      if (others.some((other) => destinationOf(other) === destination)) {
        throw new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
      }
      setItems(table, 'Routes', [...others, { ...route, Origin: 'CreateRoute', State: 'active' }]);
      return { Return: true };
    },
  };
}

export function deleteRoute({ network }: Ec2): Operation<DeleteRouteRequest> {
  return {
    access: (input, request) => ec2Access('DeleteRoute', `route-table/${input.RouteTableId}`, request),
    run: ({ RouteTableId, ...route }, request) => {
      const table = network.get(ROUTE_TABLE, request, RouteTableId);
      const destination = destinationOf(route);
      const rest = itemsOf(table, 'Routes').filter((other) => destinationOf(other) !== destination);
      if (rest.length === itemsOf(table, 'Routes').length) {
        const message = `no route with destination-cidr-block ${destination} in route table ${table.id}`;
        throw new AwsError('InvalidRoute.NotFound', message);
      }
      setItems(table, 'Routes', rest);
      return undefined;
    },
  };
}

export function createInternetGateway({ network }: Ec2): Operation<CreateInternetGatewayRequest> {
  return {
    access: (_input, request) => ec2Access('CreateInternetGateway', 'internet-gateway/*', request),
    run: (input, request) => {
      const Tags = tagList(tagsFor('internet-gateway', input.TagSpecifications));
      return { InternetGateway: network.create(INTERNET_GATEWAY, request, { Attachments: [], Tags }).data };
    },
  };
}

export function attachInternetGateway({ network }: Ec2): Operation<AttachInternetGatewayRequest> {
  return {
    access: (input, request) =>
      ec2Access('AttachInternetGateway', `internet-gateway/${input.InternetGatewayId}`, request),
    run: (input, request) => {
      const gateway = network.get(INTERNET_GATEWAY, request, input.InternetGatewayId);
      const VpcId = network.get(VPC, request, input.VpcId).id;
      if (itemsOf(gateway, 'Attachments').length > 0) {
        throw new AwsError('Resource.AlreadyAssociated', `resource ${gateway.id} is already attached to a network`);
      }
      setItems(gateway, 'Attachments', [{ VpcId, State: 'available' }]);
      return undefined;
    },
  };
}

export function detachInternetGateway({ network }: Ec2): Operation<DetachInternetGatewayRequest> {
  return {
    access: (input, request) =>
      ec2Access('DetachInternetGateway', `internet-gateway/${input.InternetGatewayId}`, request),
    run: (input, request) => {
      const gateway = network.get(INTERNET_GATEWAY, request, input.InternetGatewayId);
      if (!itemsOf(gateway, 'Attachments').some(({ VpcId }) => VpcId === input.VpcId)) {
        throw new AwsError('Gateway.NotAttached', `resource ${gateway.id} is not attached to network ${input.VpcId}`);
      }
      setItems(gateway, 'Attachments', []);
      return undefined;
    },
  };
}

export function createEgressOnlyInternetGateway({ network }: Ec2): Operation<CreateEgressOnlyInternetGatewayRequest> {
  return {
    access: (_input, request) =>
      ec2Access('CreateEgressOnlyInternetGateway', 'egress-only-internet-gateway/*', request),
    run: (input, request) => {
      const VpcId = network.get(VPC, request, input.VpcId).id;
      const Tags = tagList(tagsFor('egress-only-internet-gateway', input.TagSpecifications));
      const data = { Attachments: [{ VpcId, State: 'attached' }], Tags };
      return { EgressOnlyInternetGateway: network.create(EGRESS_GATEWAY, request, data).data };
    },
  };
}

export function createVpcEndpoint({ network }: Ec2): Operation<CreateVpcEndpointRequest> {
  return {
    access: (_input, request) => ec2Access('CreateVpcEndpoint', 'vpc-endpoint/*', request),
    run: (input, request) => {
      if (input.ServiceName === undefined) throw missingParameter('serviceName');
      const endpoint = network.create(VPC_ENDPOINT, request, {
        VpcId: network.get(VPC, request, input.VpcId).id,
        ServiceName: input.ServiceName,
        VpcEndpointType: input.VpcEndpointType ?? 'Gateway',
        State: 'available',
        PolicyDocument: input.PolicyDocument,
        PrivateDnsEnabled: input.PrivateDnsEnabled ?? false,
        RouteTableIds: (input.RouteTableIds ?? []).map((id) => network.get(ROUTE_TABLE, request, id).id),
        SubnetIds: (input.SubnetIds ?? []).map((id) => network.get(SUBNET, request, id).id),
        Groups: (input.SecurityGroupIds ?? []).map((id) => ({ GroupId: network.get(SECURITY_GROUP, request, id).id })),
        CreationTimestamp: new Date(request.kernel.clock.now()),
        Tags: tagList(tagsFor('vpc-endpoint', input.TagSpecifications)),
      });
      return { VpcEndpoint: endpoint.data };
    },
  };
}

/** "DeleteVpcEndpoints" takes several, and says which could not be deleted. */
export function deleteVpcEndpoints({ network }: Ec2): Operation<{ readonly VpcEndpointIds?: readonly string[] }> {
  return {
    access: (input, request) =>
      (input.VpcEndpointIds ?? []).map((id) => ec2Access('DeleteVpcEndpoints', `vpc-endpoint/${id}`, request)),
    run: ({ VpcEndpointIds = [] }, request) => {
      const Unsuccessful = VpcEndpointIds.filter((id) => network.find(VPC_ENDPOINT, request, id) === undefined).map(
        (id) => ({
          ResourceId: id,
          Error: { Code: VPC_ENDPOINT.notFound, Message: `The Vpc Endpoint Id '${id}' does not exist` },
        }),
      );
      for (const id of VpcEndpointIds) {
        const endpoint = network.find(VPC_ENDPOINT, request, id);
        if (endpoint !== undefined) network.delete(endpoint);
      }
      return { Unsuccessful };
    },
  };
}

function destinationOf(route: Item | { DestinationCidrBlock?: string; DestinationIpv6CidrBlock?: string }): string {
  const members: Item = { ...route };
  return String(members['DestinationCidrBlock'] ?? members['DestinationIpv6CidrBlock']);
}

function itemsOf({ data }: NetworkRecord, member: string): readonly Item[] {
  const items = data[member];
  return Array.isArray(items) ? items : [];
}

function setItems(record: NetworkRecord, member: string, items: readonly Item[]): void {
  record.data = { ...record.data, [member]: items };
}
