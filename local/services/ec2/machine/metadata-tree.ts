import { dnsSuffixOf, partitionOf } from '../../../../model/partition';
import type { SessionCredentials } from '../../iam/directory';
import type { Instance } from '../instance';

export interface MetadataTree {
  /** @param path without `/latest/`; undefined when there is nothing */
  read(path: string): string | undefined;
}

export interface MetadataTreeOptions {
  readonly instance: Instance;
  readonly roleArn: string | undefined;
  /** New credentials of the role, whenever they are asked for. */
  readonly credentials: () => SessionCredentials;
}

/** "Instance metadata categories": what an instance can read about itself. */
export function metadataTree({ instance, roleArn, credentials }: MetadataTreeOptions): MetadataTree {
  const { order, id } = instance;
  const { account, region } = order.place;
  const imageId = order.template.data.ImageId ?? '';
  const role = roleArn?.slice(roleArn.lastIndexOf('/') + 1);
  const entries: Readonly<Record<string, () => string | undefined>> = {
    'ami-id': () => imageId,
    'instance-id': () => id,
    'instance-life-cycle': () => (instance.isSpot ? 'spot' : 'on-demand'),
    'instance-type': () => instance.instanceType,
    hostname: () => 'localhost',
    'local-hostname': () => 'localhost',
    'local-ipv4': () => '127.0.0.1',
    'placement/availability-zone': () => order.availabilityZone,
    'placement/region': () => region,
    'services/domain': () => dnsSuffixOf(partitionOf(region)),
    'services/partition': () => partitionOf(region),
    'autoscaling/target-lifecycle-state': () => order.targetLifecycleState(id),
    'spot/instance-action': () => interruption(instance),
    'spot/termination-time': () => (instance.interruptedAt === undefined ? undefined : isoTime(instance.interruptedAt)),
    'events/recommendations/rebalance': () => rebalance(instance),
    'iam/info': () =>
      roleArn === undefined ? undefined : JSON.stringify({ Code: 'Success', InstanceProfileArn: roleArn }),
    'iam/security-credentials': () => role,
    [`iam/security-credentials/${role}`]: () => (role === undefined ? undefined : credentialsAnswer(credentials())),
  };
  const identity = {
    accountId: account,
    region,
    availabilityZone: order.availabilityZone,
    instanceId: id,
    instanceType: instance.instanceType,
    imageId,
    version: '2017-09-30',
  };
  return {
    read: (path) => {
      if (path === 'dynamic/instance-identity/document') return JSON.stringify(identity);
      return path.startsWith('meta-data/')
        ? entries[path.slice('meta-data/'.length).replace(/\/$/, '')]?.()
        : undefined;
    },
  };
}

/** "Spot Instance interruption notices". */
function interruption({ interruptedAt }: Instance): string | undefined {
  return interruptedAt === undefined
    ? undefined
    : JSON.stringify({ action: 'terminate', time: isoTime(interruptedAt) });
}

/** The recommendation may come before the notice; here both come together. */
function rebalance({ interruptedAt }: Instance): string | undefined {
  return interruptedAt === undefined ? undefined : JSON.stringify({ noticeTime: isoTime(interruptedAt) });
}

function credentialsAnswer({ accessKeyId, secretAccessKey, sessionToken, expiration }: SessionCredentials): string {
  return JSON.stringify({
    Code: 'Success',
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: new Date(expiration).toISOString(),
  });
}

/** `2026-11-22T14:31:00Z` */
function isoTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
