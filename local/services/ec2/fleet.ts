import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A launch template as a caller names it. */
export interface TemplateReference {
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** A number, `$Latest` or `$Default`. @default $Default */
  readonly version: string | undefined;
}

/** One version of a launch template. */
export interface TemplateVersion {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly data: RequestLaunchTemplateData;
}

export interface LaunchOrder {
  readonly place: Place;
  readonly template: TemplateVersion;
  readonly instanceType: string | undefined;
  readonly spot: boolean;
  readonly availabilityZone: string;
  readonly subnetId: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  /** What the instance reads at `autoscaling/target-lifecycle-state`. */
  readonly targetLifecycleState: (instanceId: string) => string | undefined;
}

/** What becomes of an instance, for whoever ordered it. */
export interface InstanceListener {
  running(instanceId: string): void;
  launchFailed(instanceId: string, message: string): void;
  gone(instanceId: string): void;
}

/**
 * EC2 as Auto Scaling uses it, in the name of its service-linked role, which is allowed to in every account. Whether
 * the owner of a group may have instances launched is asked when the group is created.
 */
export interface Fleet {
  /** @throws what EC2 answers when there is no such template or version */
  template(place: Place, reference: TemplateReference): TemplateVersion;
  /** The role of the template's instance profile; undefined when it has none. */
  roleOf(place: Place, template: TemplateVersion): string | undefined;
  /** The zone of a subnet; undefined when there is no such subnet. */
  zoneOf(place: Place, subnetId: string): string | undefined;
  /** The zones of a region. */
  zones(region: string): readonly string[];
  /** Begins to launch an instance. Returns its id; the listener hears how it goes on, never before this returns. */
  launch(order: LaunchOrder, listener: InstanceListener): string;
  terminate(instanceId: string): void;
}
