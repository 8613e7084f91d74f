import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupIngressRequest,
  CreateSecurityGroupRequest,
  IpPermission,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { type Ec2, ec2Access, tagList, tagsFor } from '../ec2-context';
import { missingParameter } from '../errors';
import { SECURITY_GROUP, VPC } from './kinds';
import type { NetworkRecord } from './network';

type RuleInput = AuthorizeSecurityGroupIngressRequest | AuthorizeSecurityGroupEgressRequest;
type Direction = 'Ingress' | 'Egress';

/** "Security group rules": a new group lets everything out. */
const ALL_OUT: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

export function createSecurityGroup({ network }: Ec2): Operation<CreateSecurityGroupRequest> {
  return {
    access: (_input, request) => ec2Access('CreateSecurityGroup', 'security-group/*', request),
    run: (input, request) => {
      const { GroupName, Description } = input;
      if (GroupName === undefined) throw missingParameter('GroupName');
      if (Description === undefined) throw missingParameter('GroupDescription');
      const VpcId = input.VpcId === undefined ? undefined : network.get(VPC, request, input.VpcId).id;
      const isTaken = network
        .list(SECURITY_GROUP, request)
        .some(({ data }) => data['GroupName'] === GroupName && data['VpcId'] === VpcId);
      if (isTaken) {
        const message = `The security group '${GroupName}' already exists for VPC '${VpcId}'`;
        throw new AwsError('InvalidGroup.Duplicate', message);
      }
      const Tags = tagList(tagsFor('security-group', input.TagSpecifications));
      const { id } = network.create(SECURITY_GROUP, request, {
        GroupName,
        Description,
        VpcId,
        OwnerId: request.account,
        IpPermissions: [],
        IpPermissionsEgress: [ALL_OUT],
        Tags,
      });
      return { GroupId: id, Tags };
    },
  };
}

/** `AuthorizeSecurityGroupIngress` and `...Egress`. */
export function authorize({ network }: Ec2, direction: Direction): Operation<RuleInput> {
  return {
    access: (input, request) =>
      ec2Access(`AuthorizeSecurityGroup${direction}`, `security-group/${input.GroupId}`, request),
    run: (input, request) => {
      const group = network.get(SECURITY_GROUP, request, input.GroupId);
      const added = permissionsOf(input);
      for (const permission of added) {
        for (const { GroupId } of permission.UserIdGroupPairs ?? []) network.get(SECURITY_GROUP, request, GroupId);
        if (rulesOf(group, direction).some((rule) => sameRule(rule, permission))) {
          throw new AwsError('InvalidPermission.Duplicate', 'the specified rule already exists');
        }
      }
      setRules(group, direction, [...rulesOf(group, direction), ...added]);
      return { Return: true };
    },
  };
}

/** `RevokeSecurityGroupIngress` and `...Egress`. */
export function revoke({ network }: Ec2, direction: Direction): Operation<RuleInput> {
  return {
    access: (input, request) =>
      ec2Access(`RevokeSecurityGroup${direction}`, `security-group/${input.GroupId}`, request),
    run: (input, request) => {
      const group = network.get(SECURITY_GROUP, request, input.GroupId);
      for (const permission of permissionsOf(input)) {
        const rest = rulesOf(group, direction).filter((rule) => !sameRule(rule, permission));
        if (rest.length === rulesOf(group, direction).length) {
          throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
        }
        setRules(group, direction, rest);
      }
      return { Return: true };
    },
  };
}

function permissionsOf(input: RuleInput): readonly IpPermission[] {
  if (input.IpPermissions === undefined) throw missingParameter('ipPermissions');
  return input.IpPermissions;
}

const memberOf = (direction: Direction): string => (direction === 'Ingress' ? 'IpPermissions' : 'IpPermissionsEgress');

function rulesOf({ data }: NetworkRecord, direction: Direction): readonly IpPermission[] {
  const rules = data[memberOf(direction)];
  return Array.isArray(rules) ? rules : [];
}

function setRules(group: NetworkRecord, direction: Direction, rules: readonly IpPermission[]): void {
  group.data = { ...group.data, [memberOf(direction)]: rules };
}

/** The same traffic, whatever the descriptions say. */
function sameRule(a: IpPermission, b: IpPermission): boolean {
  return trafficOf(a) === trafficOf(b);
}

function trafficOf({
  IpProtocol,
  FromPort,
  ToPort,
  IpRanges,
  Ipv6Ranges,
  UserIdGroupPairs,
  PrefixListIds,
}: IpPermission) {
  return JSON.stringify([
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges?.map(({ CidrIp }) => CidrIp) ?? [],
    Ipv6Ranges?.map(({ CidrIpv6 }) => CidrIpv6) ?? [],
    UserIdGroupPairs?.map(({ GroupId }) => GroupId) ?? [],
    PrefixListIds?.map(({ PrefixListId }) => PrefixListId) ?? [],
  ]);
}
