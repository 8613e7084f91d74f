/** A kind of network resource: how its API speaks of it. */
export interface NetworkKind {
  /** `vpc-0abc` */
  readonly prefix: string;
  /** In the names of actions: `CreateVpc`. */
  readonly noun: string;
  readonly plural: string;
  /** In ARNs, and in tag specifications. */
  readonly resourceType: string;
  /** Member that holds the id in answers and in the request to delete it. */
  readonly idMember: string;
  /** Member of the request to describe them. */
  readonly idsMember: string;
  /** `InvalidVpcID.NotFound` */
  readonly notFound: string;
}

const kind = (noun: string, prefix: string, resourceType: string, more: Partial<NetworkKind> = {}): NetworkKind => ({
  prefix,
  noun,
  plural: `${noun}s`,
  resourceType,
  idMember: `${noun}Id`,
  idsMember: `${noun}Ids`,
  notFound: `Invalid${noun}ID.NotFound`,
  ...more,
});

export const VPC = kind('Vpc', 'vpc', 'vpc');
export const SUBNET = kind('Subnet', 'subnet', 'subnet');
export const ROUTE_TABLE = kind('RouteTable', 'rtb', 'route-table');
export const INTERNET_GATEWAY = kind('InternetGateway', 'igw', 'internet-gateway');
export const EGRESS_GATEWAY = kind('EgressOnlyInternetGateway', 'eigw', 'egress-only-internet-gateway', {
  notFound: 'InvalidGatewayID.NotFound',
});
export const VPC_ENDPOINT = kind('VpcEndpoint', 'vpce', 'vpc-endpoint', { notFound: 'InvalidVpcEndpointId.NotFound' });
export const SECURITY_GROUP = kind('SecurityGroup', 'sg', 'security-group', {
  idMember: 'GroupId',
  idsMember: 'GroupIds',
  notFound: 'InvalidGroup.NotFound',
});

/** All that can be described with one action each. */
export const NETWORK_KINDS = [
  VPC,
  SUBNET,
  ROUTE_TABLE,
  INTERNET_GATEWAY,
  EGRESS_GATEWAY,
  VPC_ENDPOINT,
  SECURITY_GROUP,
] as const;
