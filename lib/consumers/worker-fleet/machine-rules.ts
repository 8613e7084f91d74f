import { SizeRoundingBehavior } from 'aws-cdk-lib';
import { ROOT_VOLUME } from '../../../model/limits/ec2';
import { isWithin } from '../../../model/limits/limit';
import type { Rule } from '../../guard/rule';
import type { FleetMachine } from './worker-fleet-props';

const LEAST_SPOT_TYPES = 3;

export const MACHINE_RULES: readonly Rule<FleetMachine>[] = [
  {
    id: 'FleetSubnets',
    prop: 'vpcSubnets',
    value: ({ vpc, vpcSubnets }) => (vpc === undefined ? vpcSubnets : undefined),
    holds: () => false,
    got: () => "subnets without 'vpc'",
    must: "left out without 'vpc'",
    why: 'The VPC that comes with the fleet has one kind of subnets',
    fix: "Give 'vpc' as well, or leave 'vpcSubnets' out",
  },
  {
    id: 'FleetPrivateSubnets',
    prop: 'vpcSubnets',
    value: ({ vpc }) => vpc?.node.path,
    holds: ({ vpc, vpcSubnets }) => vpcSubnets !== undefined || vpc?.privateSubnets.length !== 0,
    got: ({ vpc }) => `nothing, and ${vpc?.node.path} has none`,
    must: "given for a VPC without private subnets that have a way out, which 'vpcSubnets' is by default",
    why: 'An instance that cannot reach SQS, Auto Scaling and S3 never comes into service',
    fix:
      "Set 'vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }' where the VPC has endpoints for S3, SQS, " +
      "Auto Scaling and Logs, or leave 'vpc' out",
  },
  {
    id: 'FleetSpotTypes',
    prop: 'spot.instanceTypes',
    value: ({ spot }) => spot?.instanceTypes.map(String),
    holds: (machine) => typesOf(machine).length >= LEAST_SPOT_TYPES,
    got: (machine) => `${typesOf(machine).join(', ')} in all`,
    must: "at least two types besides 'instanceType'",
    why: 'One pool runs dry or is taken back at once, and then the fleet stands still',
    fix: 'Add types of the same size from other families and generations',
  },
  {
    id: 'FleetSpotProcessor',
    prop: 'spot.instanceTypes',
    value: ({ spot }) => spot?.instanceTypes.map(String),
    holds: ({ instanceType, spot }) =>
      (spot?.instanceTypes ?? []).every(({ architecture }) => architecture === instanceType.architecture),
    got: ({ instanceType, spot }) =>
      [instanceType, ...(spot?.instanceTypes ?? [])].map((type) => `${type} (${type.architecture})`).join(', '),
    must: "of the same processor as 'instanceType'",
    why: 'All of them start from one image, which is made for one processor',
    fix: 'Leave out those of the other processor',
  },
  {
    id: 'FleetSpotBase',
    prop: 'spot.onDemandBaseCapacity',
    value: ({ spot }) => spot?.onDemandBaseCapacity,
    holds: ({ spot }) => isWithin({ min: 0, max: Number.MAX_SAFE_INTEGER, unit: '' }, spot?.onDemandBaseCapacity ?? 0),
    must: 'a whole number of instances, 0 or more',
    why: 'Auto Scaling refuses any other',
    fix: "Leave 'onDemandBaseCapacity' out for 0",
  },
  {
    id: 'FleetRootVolume',
    prop: 'rootVolume.size',
    value: ({ rootVolume }) => rootVolume?.size,
    holds: ({ rootVolume }) =>
      isWithin(ROOT_VOLUME, rootVolume?.size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }) ?? ROOT_VOLUME.min),
    must: `a whole number of GiB from ${ROOT_VOLUME.min} to ${ROOT_VOLUME.max}`,
    why: 'The image has 8 GiB, and a gp3 volume at most 16 TiB',
    fix: "Leave 'size' out for 8 GiB",
  },
];

/** Different ones. */
function typesOf({ instanceType, spot }: FleetMachine): readonly string[] {
  return [...new Set([instanceType, ...(spot?.instanceTypes ?? [])].map(String))];
}
