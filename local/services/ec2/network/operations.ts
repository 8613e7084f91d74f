import type { Operation } from '../../service';
import type { Ec2 } from '../ec2-context';
import { deleteOne, describeAll } from './answer';
import { NETWORK_KINDS, VPC_ENDPOINT } from './kinds';
import {
  associateRouteTable,
  attachInternetGateway,
  createEgressOnlyInternetGateway,
  createInternetGateway,
  createRoute,
  createRouteTable,
  createVpcEndpoint,
  deleteRoute,
  deleteVpcEndpoints,
  detachInternetGateway,
  disassociateRouteTable,
} from './route-actions';
import { authorize, createSecurityGroup, revoke } from './security-group-actions';
import { createTags, deleteTags } from './tag-actions';
import {
  associateVpcCidrBlock,
  createSubnet,
  createVpc,
  disassociateVpcCidrBlock,
  modifySubnetAttribute,
  modifyVpcAttribute,
} from './vpc-actions';

export function networkOperations(ec2: Ec2): Readonly<Record<string, Operation>> {
  const ofKinds = NETWORK_KINDS.flatMap((kind): [string, Operation][] => [
    [`Describe${kind.plural}`, describeAll(ec2, kind)],
    ...(kind === VPC_ENDPOINT ? [] : [[`Delete${kind.noun}`, deleteOne(ec2, kind)] satisfies [string, Operation]]),
  ]);
  return {
    ...Object.fromEntries(ofKinds),
    AssociateRouteTable: associateRouteTable(ec2),
    AssociateVpcCidrBlock: associateVpcCidrBlock(ec2),
    AttachInternetGateway: attachInternetGateway(ec2),
    AuthorizeSecurityGroupEgress: authorize(ec2, 'Egress'),
    AuthorizeSecurityGroupIngress: authorize(ec2, 'Ingress'),
    CreateEgressOnlyInternetGateway: createEgressOnlyInternetGateway(ec2),
    CreateInternetGateway: createInternetGateway(ec2),
    CreateRoute: createRoute(ec2),
    CreateRouteTable: createRouteTable(ec2),
    CreateSecurityGroup: createSecurityGroup(ec2),
    CreateSubnet: createSubnet(ec2),
    CreateTags: createTags(ec2),
    CreateVpc: createVpc(ec2),
    CreateVpcEndpoint: createVpcEndpoint(ec2),
    DeleteRoute: deleteRoute(ec2),
    DeleteTags: deleteTags(ec2),
    DeleteVpcEndpoints: deleteVpcEndpoints(ec2),
    DetachInternetGateway: detachInternetGateway(ec2),
    DisassociateRouteTable: disassociateRouteTable(ec2),
    DisassociateVpcCidrBlock: disassociateVpcCidrBlock(ec2),
    ModifySubnetAttribute: modifySubnetAttribute(ec2),
    ModifyVpcAttribute: modifyVpcAttribute(ec2),
    RevokeSecurityGroupEgress: revoke(ec2, 'Egress'),
    RevokeSecurityGroupIngress: revoke(ec2, 'Ingress'),
  };
}
