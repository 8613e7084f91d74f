import { Duration, Stack } from 'aws-cdk-lib';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../../model/environment';
import { check } from '../../guard/rule';
import { redriveOf } from '../redrive';
import { addFleetAlarms, type FleetAlarms } from './fleet-alarms';
import { capacityOf, defaultDrainTimeout, defaultHangTimeout, written } from './fleet-capacity';
import { createGroup, DRAINED_HOOK, STARTED_HOOK } from './fleet-group';
import { createLog } from './fleet-log';
import { FleetMetrics } from './fleet-metrics';
import { type FleetNetwork, fleetNetwork } from './fleet-network';
import { warnOfFleet } from './fleet-warnings';
import { createInstanceRole } from './instance-role';
import { createLaunchTemplate } from './launch-template';
import { addScalingPolicies } from './scaling-policies';
import { userData } from './user-data';
import { bundleWorker } from './worker-bundle';
import type { WorkerFleetProps } from './worker-fleet-props';
import { WORKER_FLEET_RULES } from './worker-fleet-rules';

/** What the worker needs after its drain: to give back, to delete and to say goodbye. */
const STOP_MARGIN_SECONDS = 30;

/**
 * EC2 instances that consume a queue, as many as its backlog needs: from none to `max`, by Auto Scaling alone. An instance
 * is in service when its worker says so, and is terminated when its worker has drained.
 */
export class WorkerFleet extends Construct implements iam.IGrantable, ec2.IConnectable {
  readonly group: autoscaling.AutoScalingGroup;
  readonly launchTemplate: ec2.LaunchTemplate;
  readonly vpc: ec2.IVpc;

  /** Where the workers write, a stream for each instance. */
  readonly logGroup: logs.ILogGroup;

  /** The role of the instances, to grant it what the worker needs. */
  readonly grantPrincipal: iam.IPrincipal;

  /** HTTPS out, and nothing else; `fleet.connections.allowTo(database, ...)` opens more. */
  readonly connections: ec2.Connections;

  /** The metrics that the fleet is scaled and watched by. */
  readonly metrics: FleetMetrics;

  /** To attach actions to. Undefined with `alarms: false`. */
  readonly alarms?: FleetAlarms;

  /** @throws GuardError with everything that is wrong about the props */
  constructor(scope: Construct, id: string, props: WorkerFleetProps) {
    super(scope, id);
    check(this, { ...props, scope: this }, WORKER_FLEET_RULES);
    warnOfFleet(this, props);
    const groupName = this.groupName();
    const namespace = `Spillway/${groupName}`;
    const network = fleetNetwork(this, props);
    const drainTimeout = props.drainTimeout ?? defaultDrainTimeout(props.processingTime);
    const worker = bundleWorker(this, props.entry, props.bundling);
    this.vpc = network.vpc;
    this.connections = new ec2.Connections({ securityGroups: [network.securityGroup] });
    this.logGroup = createLog(this, namespace, props.logRetention);
    const role = createInstanceRole(this, {
      queue: props.queue,
      groupName,
      worker,
      logGroup: this.logGroup,
      scaleInProtection: props.scaleInProtection !== undefined,
    });
    this.grantPrincipal = role;
    this.launchTemplate = createLaunchTemplate(this, {
      machine: props,
      network,
      role,
      userData: userData(this, {
        description: `Worker of ${props.queue.node.path}`,
        worker,
        environment: this.environment(props, groupName, drainTimeout, network),
        stopTimeout: written(drainTimeout.toSeconds() + STOP_MARGIN_SECONDS),
        logGroupName: this.logGroup.logGroupName,
        dualStackEndpoints: network.dualStackEndpoints,
      }),
    });
    this.group = createGroup(this, { ...props, groupName, network, launchTemplate: this.launchTemplate, drainTimeout });
    // The first instance boots with these permissions.
    this.group.node.addDependency(role);
    this.metrics = new FleetMetrics({
      queue: props.queue,
      groupName: this.group.autoScalingGroupName,
      capacity: capacityOf(props),
      namespace,
    });
    if (props.alarms !== false) {
      this.alarms = addFleetAlarms(this, { metrics: this.metrics, topic: props.alarms?.topic });
    }
    addScalingPolicies(this, this.group.autoScalingGroupName, this.metrics);
  }

  /** Gives the role of the instances another permission. */
  addToRolePolicy(statement: iam.PolicyStatement): void {
    this.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /**
   * Known before the group is: the launch template tells it to the worker, and the group refers to the launch template. It
   * names the stack, because a stack may be deployed twice under two names.
   */
  private groupName(): string {
    const stack = Stack.of(this);
    const path = this.node.path.slice(stack.node.path.length + 1).replace(/[^A-Za-z0-9]+/g, '-');
    return `${stack.stackName}-${path.slice(0, MAX_PATH)}-${this.node.addr.slice(-8)}`;
  }

  private environment(
    props: WorkerFleetProps,
    groupName: string,
    drainTimeout: Duration,
    { dualStackEndpoints }: FleetNetwork,
  ): Record<string, string> {
    const { queue, concurrency, processingTime, scaleInProtection } = props;
    const hangTimeout = props.hangTimeout ?? defaultHangTimeout(processingTime);
    const redrive = redriveOf(queue);
    const idleAfter = scaleInProtection && (scaleInProtection.idleAfter ?? DEFAULT_IDLE_AFTER);
    return {
      NODE_OPTIONS: '--enable-source-maps',
      ...props.environment,
      // Neither the SDK nor systemd asks the instance for it.
      AWS_REGION: Stack.of(this).region,
      ...(dualStackEndpoints ? { AWS_USE_DUALSTACK_ENDPOINT: 'true' } : {}),
      [ENVIRONMENT.queueUrl]: queue.queueUrl,
      [ENVIRONMENT.queueArn]: queue.queueArn,
      ...(redrive && {
        [ENVIRONMENT.deadLetterQueueUrl]: redrive.deadLetterQueue.queueUrl,
        [ENVIRONMENT.maxReceiveCount]: String(redrive.maxReceiveCount),
      }),
      [ENVIRONMENT.concurrency]: written(concurrency),
      [ENVIRONMENT.drainBudget]: written(drainTimeout.toSeconds()),
      [ENVIRONMENT.autoScalingGroup]: groupName,
      [ENVIRONMENT.launchLifecycleHook]: STARTED_HOOK,
      [ENVIRONMENT.lifecycleHook]: DRAINED_HOOK,
      [ENVIRONMENT.hangTimeout]: written(hangTimeout.toSeconds()),
      ...(idleAfter && { [ENVIRONMENT.protectionIdleAfter]: written(idleAfter.toSeconds()) }),
    };
  }
}

const DEFAULT_IDLE_AFTER = Duration.seconds(60);

/** Of 255 that a group's name has, with room for a stack's 128 and the hash. */
const MAX_PATH = 100;
