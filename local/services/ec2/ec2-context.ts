import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { formatArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import type { Random } from '../../kernel/random';
import type { Access, Request } from '../service';
import type { Instances } from './instances';
import type { LaunchTemplates } from './launch-templates';
import type { Network } from './network/network';

/** What each action of EC2 works with. */
export interface Ec2 {
  readonly templates: LaunchTemplates;
  readonly network: Network;
  readonly instances: Instances;
  readonly random: Random;
}

/** @param resource `instance/i-0abc`, `launch-template/*` and the like */
export function ec2Access(action: string, resource: string, { account, region }: Request): Access {
  const arn = formatArn({ partition: partitionOf(region), service: 'ec2', region, account, resource });
  return { action: `ec2:${action}`, resource: arn, account };
}

/** What describes resources takes none: who may, sees all of them. */
export function describeAccess(action: string) {
  return (_input: object, { account }: Request): Access => ({ action: `ec2:${action}`, resource: '*', account });
}

/** The tags that a request gives to a resource of this kind. */
export function tagsFor(
  resourceType: string,
  specifications: readonly TagSpecification[] | undefined,
): ReadonlyMap<string, string> {
  const tags = (specifications ?? []).filter(({ ResourceType }) => ResourceType === resourceType);
  return new Map(tags.flatMap(({ Tags = [] }) => Tags.map(({ Key = '', Value = '' }) => [Key, Value] as const)));
}

export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return Array.from(tags, ([Key, Value]) => ({ Key, Value }));
}
