import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type FleetTemplate, readFleet } from '../../../local/simulator/template/read-fleet';
import { fleet } from '../../lib/consumers/worker-fleet/fleet';
import { newApp } from '../../lib/synthesis';

/** Up to 20 instances with 4 slots each, for messages of 30 seconds that may wait for 5 minutes. */
export function fleetTemplate(): FleetTemplate {
  const stack = new Stack(newApp(), 'Scaled');
  fleet(stack);
  return readFleet(Template.fromStack(stack).toJSON());
}
