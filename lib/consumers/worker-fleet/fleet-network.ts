import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { FleetMachine } from './worker-fleet-props';

/** Every region has at least two that new accounts may use. */
const ZONES = 2;

export interface FleetNetwork {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroup: ec2.SecurityGroup;
  readonly dualStackEndpoints: boolean;
}

/** Where instances run: nobody can reach them, and they reach others by HTTPS alone. */
export function fleetNetwork(scope: Construct, machine: FleetMachine): FleetNetwork {
  const vpc = machine.vpc ?? createVpc(scope);
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Workers of ${scope.node.path}: no way in, HTTPS out`,
    allowAllOutbound: false,
    allowAllIpv6Outbound: false,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS services by IPv4, as S3 through its endpoint');
  securityGroup.addEgressRule(ec2.Peer.anyIpv6(), ec2.Port.HTTPS, 'AWS services by IPv6');
  return {
    vpc,
    vpcSubnets: machine.vpcSubnets,
    securityGroup,
    dualStackEndpoints: machine.dualStackEndpoints ?? machine.vpc === undefined,
  };
}

/**
 * Instances have a private IPv4 address, which leads to S3 through a gateway endpoint, and an IPv6 address, which leads
 * out through an egress-only gateway and lets nobody in. Neither costs anything.
 */
function createVpc(scope: Construct): ec2.Vpc {
  const zones = Fn.getAzs();
  return new ec2.Vpc(scope, 'Vpc', {
    ipProtocol: ec2.IpProtocol.DUAL_STACK,
    // By position: CDK would look the names up in the account, which synthesis should not need.
    availabilityZones: Array.from({ length: ZONES }, (_, index) => Fn.select(index, zones)),
    natGateways: 0,
    createInternetGateway: false,
    // The launch template asks for the IPv6 address, so that nothing else gets one unasked.
    subnetConfiguration: [
      { name: 'Workers', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, ipv6AssignAddressOnCreation: false },
    ],
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    // It would need a function. The group of the workers is their own, so the default one stays unused.
    restrictDefaultSecurityGroup: false,
    vpcName: `${Stack.of(scope).stackName}/${scope.node.id}`,
  });
}
