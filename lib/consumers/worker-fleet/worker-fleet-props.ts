import type { Duration, Size } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

export interface WorkerFleetProps extends FleetLoad, FleetMachine {
  /** The queue to consume: a `WorkQueue`, or any other of the same region. */
  readonly queue: IQueue;

  /**
   * File that calls `runWorker({ instance: ec2Instance(), ... })`, in TypeScript or JavaScript. esbuild bundles it
   * while the app is synthesized, the AWS SDK included, so esbuild must be installed beside aws-cdk-lib.
   */
  readonly entry: string;

  /**
   * What to change about bundling.
   *
   * @default - CommonJS for Node 22 with a source map, not minified
   */
  readonly bundling?: WorkerBundling;

  /**
   * Environment variables of the worker. Those of the package come on top: their names begin with `SPILLWAY_`. Secrets
   * do not belong here: whoever may read the launch template reads them.
   *
   * @default - none of your own
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * How long a worker that is to end may still work on what it has. What does not finish is given back to the queue.
   * EC2 takes a Spot instance back after two minutes, whatever is said here.
   *
   * 30 seconds to 12 hours.
   *
   * @default - three times `processingTime`, at least a minute
   */
  readonly drainTimeout?: Duration;

  /**
   * How long a worker may give no sign of life until it is killed and its instance replaced, after a drain by the worker
   * that systemd starts in its place. A handler that works without a pause for longer, in a loop or with
   * `execFileSync`, looks the same as one that hangs.
   *
   * 30 seconds to 12 hours.
   *
   * @default - three times `processingTime`, at least two minutes
   */
  readonly hangTimeout?: Duration;

  /**
   * Keeps instances that work on a message from being chosen for scale-in, for work that takes longer than a drain
   * should. An instance that always has a message is then never scaled in.
   *
   * @default - none: an instance that is chosen drains
   */
  readonly scaleInProtection?: FleetScaleInProtection;

  /**
   * Alarms of the fleet, or false for none.
   *
   * @default - all of them, without a topic
   */
  readonly alarms?: FleetAlarmOptions | false;

  /**
   * How long the workers' log is kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
}

/** What is known of the work. The scaling policies follow from it. */
export interface FleetLoad {
  /**
   * What one message takes in a worker, on the average.
   *
   * 1 millisecond to 12 hours.
   */
  readonly processingTime: Duration;

  /**
   * How long a message may wait until its handling begins.
   *
   * 1 minute to 14 days: SQS reports once a minute, so nothing shorter can be steered by.
   */
  readonly acceptableLatency: Duration;

  /** Messages that one instance works on at a time, 1 to 10,000. `runWorker` takes it over. */
  readonly concurrency: number;

  /**
   * The fewest instances.
   *
   * @default 0
   */
  readonly min?: number;

  /** The most instances, at least 1 and at least `min`. */
  readonly max: number;
}

/** What the workers run on. */
export interface FleetMachine {
  readonly instanceType: ec2.InstanceType;

  /**
   * An image with systemd, cloud-init, the AWS CLI and Python, as Amazon Linux 2023 has them. One that has Node.js boots
   * faster: otherwise it is installed from the distribution's own repository.
   *
   * @default - the newest Amazon Linux 2023 at each launch, for the processor of `instanceType`
   */
  readonly machineImage?: ec2.IMachineImage;

  /**
   * The network.
   *
   * @default - a VPC of its own: instances reach AWS by IPv6 through an egress-only gateway, which costs nothing
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which of the subnets of `vpc`.
   *
   * @default - private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Whether AWS's services are called by their dual-stack names, which have IPv6 addresses.
   *
   * @default - true in a VPC of its own, false in one that is given
   */
  readonly dualStackEndpoints?: boolean;

  /**
   * Runs on Spot instances, which cost a fraction and may be taken back with two minutes' notice.
   *
   * @default - On-Demand instances
   */
  readonly spot?: FleetSpotOptions;

  /**
   * The encrypted root volume.
   *
   * @default - 8 GiB of gp3
   */
  readonly rootVolume?: FleetRootVolume;
}

export interface FleetSpotOptions {
  /**
   * Further instance types, at least two, of the same processor as `instanceType`: the more pools there are to choose
   * from, the fewer interruptions. `concurrency` is the same on each of them.
   */
  readonly instanceTypes: readonly ec2.InstanceType[];

  /**
   * Instances that are On-Demand all the same.
   *
   * @default 0
   */
  readonly onDemandBaseCapacity?: number;
}

export interface FleetRootVolume {
  /**
   * 8 GiB to 16 TiB, in whole GiB.
   *
   * @default Size.gibibytes(8)
   */
  readonly size?: Size;

  /**
   * The name that the image gives to its root device.
   *
   * @default '/dev/xvda' - Amazon Linux's
   */
  readonly deviceName?: string;
}

export interface FleetScaleInProtection {
  /**
   * How long after its last message an instance may be chosen again, 1 second to 24 hours.
   *
   * @default Duration.seconds(60)
   */
  readonly idleAfter?: Duration;
}

export interface FleetAlarmOptions {
  /**
   * Told when an alarm goes off and when it is over.
   *
   * @default - nobody is told
   */
  readonly topic?: ITopic;
}

export interface WorkerBundling {
  /** @default false */
  readonly minify?: boolean;

  /**
   * Replacements of identifiers by values, in JSON: `{ DEBUG: 'false' }`.
   *
   * @default - none
   */
  readonly define?: Readonly<Record<string, string>>;

  /**
   * How files are taken in by their ending: `{ '.html': 'text' }`.
   *
   * @default - esbuild's own
   */
  readonly loader?: Readonly<Record<string, 'text' | 'json' | 'binary' | 'base64' | 'dataurl'>>;

  /**
   * Modules to leave out of the bundle, because the image has them in `/opt/node_modules`: those with native code, which
   * is no part of a bundle.
   *
   * @default - none: there is nothing on an instance but Node
   */
  readonly externalModules?: readonly string[];
}
