import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { seconds } from '../../guard/range-rules';
import { ruleId } from '../../guard/rule';
import type { WorkerFleetProps } from './worker-fleet-props';

/** "Spot Instance interruption notices": two minutes, of which the worker keeps some for its goodbye. */
const SPOT_SECONDS = 110;

interface Warning {
  readonly id: string;
  readonly applies: (props: WorkerFleetProps) => boolean;
  readonly text: string;
}

/** What may be meant, and costs or fails where it is not. */
const WARNINGS: readonly Warning[] = [
  {
    id: 'FleetFifo',
    applies: ({ queue }) => queue.fifo,
    text:
      'The queue is FIFO: of each message group one message is in work at a time. Instances beyond the groups that have ' +
      "messages do nothing, and the backlog asks for them all the same. Set 'max' to the number of such groups divided by " +
      "'concurrency', and acknowledge this warning.",
  },
  {
    id: 'FleetSpotLongWork',
    applies: ({ spot, processingTime }) => spot !== undefined && (seconds(processingTime) ?? 0) > SPOT_SECONDS,
    text:
      "On Spot an instance has two minutes' notice, which is less than 'processingTime': what is in work then is given " +
      "back and done again from the beginning. Leave 'spot' out, make the messages smaller, or acknowledge this warning " +
      'where the work goes on from where it was.',
  },
  {
    id: 'FleetPublicSubnets',
    applies: ({ vpc, vpcSubnets, dualStackEndpoints }) =>
      vpcSubnets !== undefined && dualStackEndpoints !== true && vpc?.selectSubnets(vpcSubnets).hasPublic === true,
    text:
      'The subnets are public, and the instances have no public IPv4 address: an internet gateway takes nothing of theirs. ' +
      "They come into service only by IPv6 ('dualStackEndpoints: true') or by endpoints for SQS, Auto Scaling, Logs and " +
      'S3. Choose private subnets, or acknowledge this warning where the VPC has the endpoints.',
  },
];

export function warnOfFleet(scope: Construct, props: WorkerFleetProps): void {
  for (const { id, applies, text } of WARNINGS) {
    if (applies(props)) {
      Annotations.of(scope).addWarningV2(ruleId(id), text);
    }
  }
}
